import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Kind } from '../../kinds/define.ts';
import { connect } from './connect.ts';
import { reachable } from './reachable.ts';
import { certificate } from './testing/certificate.ts';
import { RecordingSink } from './testing/recording-sink.ts';
import { refuse, ScriptedServer } from './testing/scripted-server.ts';
import { TestClock } from './testing/test-clock.ts';

const api = { group: '', versions: ['v1'], plural: 'pods', kind: 'Pod', namespaced: true };
const pod = { key: 'pod', api } as unknown as Kind;

const authority = certificate('authority');
const serving = certificate('server', authority);

let folder: string;
let server: ScriptedServer;
/** The common names of the clients, one for each request. */
let clients: (string | undefined)[];
/** Connections since the beginning. */
let opened: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-connect-'));
  const https = createServer({ ...serving, ca: authority.cert, requestCert: true, rejectUnauthorized: false });
  clients = [];
  https.on('request', ({ socket }) => clients.push((socket as TLSSocket).getPeerCertificate().subject?.CN as string));
  opened = 0;
  https.on('secureConnection', () => opened++);
  server = await new ScriptedServer(https).start();
  server.closedFor = ({ path }) => (path.endsWith('/pods') ? undefined : refuse(403));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function kubeconfig(user: object, trusted = authority, proxy?: string): string {
  const file = join(folder, 'config');
  const cluster = {
    server: `https://127.0.0.1:${server.port}`,
    'certificate-authority-data': Buffer.from(trusted.cert).toString('base64'),
    ...(proxy && { 'proxy-url': proxy }),
  };
  const named = { clusters: [{ name: 'lab', cluster }], users: [{ name: 'me', user }] };
  const contexts = [{ name: 'here', context: { cluster: 'lab', user: 'me' } }];
  writeFileSync(file, stringify({ ...named, contexts, 'current-context': 'here' }));
  return file;
}

async function run(file: string) {
  const sink = new RecordingSink();
  const abort = new AbortController();
  const source = await connect({ kubeconfig: file, kinds: [pod], clock: new TestClock() });
  const running = source.run(sink, abort.signal);
  const stop = async () => {
    abort.abort();
    await running;
    await expect.poll(() => server.connections()).toBe(0);
  };
  return { source, sink, stop };
}

test('a client certificate that is renewed on disk is used from the next request on', async () => {
  const place = (name: string) => {
    const { cert, key } = certificate(name, authority);
    writeFileSync(join(folder, 'tls.crt'), cert);
    writeFileSync(join(folder, 'tls.key'), key);
  };
  place('first');
  const w = await run(kubeconfig({ 'client-certificate': 'tls.crt', 'client-key': 'tls.key' }));
  await expect.poll(() => server.openWatches).toBe(1);
  expect(w.source.cluster).toBe('lab');
  expect(new Set(clients)).toEqual(new Set(['first']));
  place('second');
  server.endWatches('clean');
  await expect.poll(() => server.openWatches).toBe(1);
  expect(clients.at(-1)).toBe('second');
  server.put('a');
  await expect.poll(() => w.sink.picture).toHaveLength(1);
  await w.stop();
});

test('a token that expires is read again without a fault showing', async () => {
  const file = join(folder, 'token');
  let valid = 'one';
  writeFileSync(file, valid);
  const base = server.closedFor!;
  server.closedFor = (asked) => (asked.headers.authorization === `Bearer ${valid}` ? base(asked) : refuse(401));
  const w = await run(kubeconfig({ tokenFile: 'token' }));
  await expect.poll(() => server.openWatches).toBe(1);
  valid = 'two';
  writeFileSync(file, valid);
  server.endWatches('clean');
  await expect.poll(() => server.openWatches).toBe(1);
  expect(w.sink.states).toBe('pending listing live');
  valid = 'never';
  server.endWatches('clean');
  await expect.poll(() => w.sink.state('pod')?.problem).toContain('401');
  expect(w.sink.state('pod')?.state).toBe('failing');
  await w.stop();
});

test('connections are used again, page after page', async () => {
  for (let i = 0; i < 5000; i++) server.put(`pod-${i}`);
  const w = await run(kubeconfig({ token: 'x' }));
  await expect.poll(() => server.openWatches).toBe(1);
  expect(server.asked.length).toBeGreaterThan(12);
  expect(opened).toBeLessThanOrEqual(4);
  await w.stop();
});

test('a server whose certificate nobody vouches for is not spoken to', async () => {
  const file = kubeconfig({ token: 'x' }, certificate('stranger'));
  const answer = await reachable({ kubeconfig: file });
  expect(answer).toMatchObject({ reachable: false, server: `https://127.0.0.1:${server.port}` });
  expect('why' in answer && answer.why).toMatch(/certificate|signature/i);
  expect(server.asked).toHaveLength(0);
});

test('the way may lead through a proxy that the kubeconfig names', async () => {
  const tunnels: string[] = [];
  const proxy = createProxy().on('connect', (request, socket) => {
    tunnels.push(request.url!);
    const there = createConnection(server.port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    there.pipe(socket).pipe(there);
    socket.on('error', () => there.destroy());
    there.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  server.closedFor = () => (_, response) => response.end('{"gitVersion":"v1.36.2"}');
  const file = kubeconfig({ token: 'x' }, authority, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  expect(await reachable({ kubeconfig: file })).toMatchObject({ reachable: true });
  expect(tunnels).toEqual([`127.0.0.1:${server.port}`]);
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

test('reachable says which version answered, or why none did', async () => {
  const file = kubeconfig({ token: 'x' });
  server.closedFor = () => (_, response) => response.end('{"gitVersion":"v1.36.2"}');
  expect(await reachable({ kubeconfig: file })).toMatchObject({ reachable: true, version: 'v1.36.2' });
  server.closedFor = () => () => {};
  expect(await reachable({ kubeconfig: file, timeoutMs: 50 })).toMatchObject({ reachable: false, why: /0.05 s/ });
  server.closedFor = () => refuse(401, 'Unauthorized');
  expect(await reachable({ kubeconfig: file })).toMatchObject({ why: /401 refused: Unauthorized/ });
  await server.close();
  expect(await reachable({ kubeconfig: file })).toMatchObject({ why: /ECONNREFUSED/ });
  expect(await reachable({ env: { HOME: folder } })).toMatchObject({ reachable: false, why: /no kubeconfig/ });
  expect(await reachable({ kubeconfig: file, context: 'x' })).toMatchObject({ why: /no context "x"/ });
});
