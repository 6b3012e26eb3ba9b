import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authOf, ConfigProblem, isLoopback, redacted } from './config.ts';
import { Finished, readInvocation } from './flags.ts';

function read(args: string[], env: Record<string, string> = {}) {
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  const invocation = () => readInvocation(args, env, { out: say, err: say });
  return { invocation, config: () => invocation().config, said: () => said };
}

test('without a word it listens on loopback at 8082 and asks nobody who he is', () => {
  const config = read([]).config();
  expect(config).toMatchObject({ host: '127.0.0.1', port: 8082, sandbox: false });
  expect(authOf(config)).toBe('none');
});

test('flags go over the environment', () => {
  const env = { PORT: '9000', CANOPY_CONTEXT: 'a,b', CANOPY_SANDBOX: 'true' };
  expect(read([], env).config()).toMatchObject({ port: 9000, contexts: ['a', 'b'], sandbox: true });
  expect(read(['--port', '0', '--context', 'c', '--context', 'd'], env).config()).toMatchObject({
    port: 0,
    contexts: ['c', 'd'],
  });
});

test('a token is read from its file and never printed', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'canopy-token-')), 'token');
  writeFileSync(file, 'correct-horse\n');
  const config = read(['--token-file', file]).config();
  expect(config.token).toBe('correct-horse');
  expect(JSON.stringify(redacted(config))).not.toContain('correct-horse');
  expect(read(['--token-file', '/nowhere']).config).toThrow(/cannot read the token file \/nowhere/);
});

test.each([
  [['--host', '0.0.0.0'], {}, /refusing to listen on 0\.0\.0\.0/],
  [['--port', '70000'], {}, /port: /],
  [['--auth', 'token'], {}, /needs a token/],
  [['--auth', 'kubernetes'], { CANOPY_TOKEN: 'correct-horse' }, /does not use one/],
  [['--auth', 'oidc'], {}, /needs --oidc-issuer/],
  [['--auth', 'oidc', '--oidc-issuer', 'nowhere', '--oidc-audience', 'x'], {}, /oidc\.issuer: /],
  [['--auth', 'proxy'], {}, /needs --proxy-from/],
  [['--auth', 'proxy', '--proxy-from', '10.0.0.0/64'], {}, /proxy\.from\.0: not an address/],
  [['--log-level', 'loud'], {}, /logLevel: /],
  [[], { CANOPY_TOKEN: 'short' }, /at least 8/],
])('%j with %j is refused with a sentence', (args, env, sentence) => {
  expect(read(args, env).config).toThrow(ConfigProblem);
  expect(read(args, env).config).toThrow(sentence);
});

test('beyond loopback it listens with a token, with the word of the cluster, or when told so', () => {
  for (const args of [['--insecure-listen'], ['--auth', 'kubernetes']])
    expect(read(['--host', '0.0.0.0', ...args]).config().host).toBe('0.0.0.0');
  expect(read(['--host', '::'], { CANOPY_TOKEN: 'correct-horse' }).config().host).toBe('::');
});

test('a file says what flags and environment do not, down to each limit', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'canopy-config-')), 'canopy.json');
  writeFileSync(file, JSON.stringify({ port: 1, host: '127.0.0.2', query: { pageSize: 7 } }));
  expect(read(['--config', file, '--port', '2'], { CANOPY_HOST: '127.0.0.3' }).config()).toMatchObject({
    port: 2,
    host: '127.0.0.3',
    query: { pageSize: 7, depth: 16 },
  });
  writeFileSync(file, JSON.stringify({ prot: 1 }));
  expect(read([], { CANOPY_CONFIG: file }).config).toThrow(/canopy\.json: .*prot/);
  writeFileSync(file, JSON.stringify({ query: { pagesize: 7 } }));
  expect(read([], { CANOPY_CONFIG: file }).config).toThrow(/query: .*pagesize/);
  writeFileSync(file, '{\n "port": 1,\n "host" 3\n}');
  expect(read([], { CANOPY_CONFIG: file }).config).toThrow(/canopy\.json: .*line 3/);
});

test('a word that is neither yes nor no is not taken for no', () => {
  expect(read([], { CANOPY_INTROSPECTION: 'off', CANOPY_SANDBOX: '' }).config()).toMatchObject({
    ...{ introspection: false, sandbox: false },
  });
  expect(read([], { CANOPY_INTROSPECTION: 'of' }).config).toThrow('CANOPY_INTROSPECTION: "of" is neither');
});

test('the address for traces is printed without its password', () => {
  const { traces } = redacted(read([], { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://me:word@h:4318' }).config());
  expect(traces).toBe('http://[redacted]@h:4318/v1/traces');
});

test('an identity provider and a proxy are described by flags, environment and file together', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'canopy-config-')), 'canopy.json');
  writeFileSync(file, JSON.stringify({ oidc: { audience: 'canopy', groupsClaim: 'roles' } }));
  const env = { CANOPY_OIDC_ISSUER: 'https://idp.test', CANOPY_AUTH: 'oidc' };
  const { oidc, rights } = read(['--config', file, '--oidc-username-claim', 'email'], env).config();
  expect(oidc).toMatchObject({ issuer: 'https://idp.test', audience: 'canopy', groupsClaim: 'roles' });
  expect([oidc?.usernameClaim, rights]).toEqual(['email', 'kubernetes']);
  const proxied = read(['--auth', 'proxy', '--proxy-from', '10.0.0.0/8', '--proxy-from', '::1', '--host', '::']);
  expect(proxied.config().proxy).toEqual({
    from: ['10.0.0.0/8', '::1'],
    userHeader: 'x-forwarded-user',
    groupsHeader: 'x-forwarded-groups',
  });
});

test('help and mistakes are said, with the exit code left to the caller', () => {
  const help = read(['--help']);
  expect(help.invocation).toThrow(Finished);
  expect(help.said()).toContain('--sandbox');
  const wrong = read(['--sandboxx']);
  expect(wrong.invocation).toThrow(Finished);
  expect(wrong.said()).toContain('--sandbox');
});

test('only addresses of this machine are loopback', () => {
  expect(['127.0.0.1', '127.8.9.1', '::1', 'localhost'].every(isLoopback)).toBe(true);
  expect(['0.0.0.0', '10.0.0.1', '127.evil.test', 'localhost.evil.test', '::'].some(isLoopback)).toBe(false);
});

test('what is no whole number is not taken for one', () => {
  for (const port of ['', ' ', '0x50', '1e3', '80.5', '-1', '65536', 'http'])
    expect(read([`--port=${port}`]).config, port).toThrow(/^port: /);
  expect(read(['--port', '0']).config().port).toBe(0);
  expect(read([], { PORT: '8083' }).config().port).toBe(8083);
  const file = join(mkdtempSync(join(tmpdir(), 'canopy-config-')), 'canopy.json');
  writeFileSync(file, JSON.stringify({ port: true, query: { pageSize: [5] } }));
  expect(read(['--config', file]).config).toThrow('port: not a whole number; query.pageSize: not a whole number');
});
