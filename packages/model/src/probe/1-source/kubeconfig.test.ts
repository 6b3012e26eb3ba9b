import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { findCluster } from './connect.ts';
import { configPlace } from './kubeconfig.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-kubeconfig-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function config(
  name: string,
  more: { current?: string; user?: object; cluster?: object; context?: object } = {},
): string {
  return stringify({
    'current-context': more.current ?? name,
    clusters: [{ name: `${name}-cluster`, cluster: { server: `https://${name}.test:6443`, ...more.cluster } }],
    users: [{ name: `${name}-user`, user: more.user ?? { token: `${name}-token` } }],
    contexts: [{ name, context: { cluster: `${name}-cluster`, user: `${name}-user`, ...more.context } }],
  });
}

describe('where the configuration is', () => {
  test('an explicit file comes before $KUBECONFIG, that before ~/.kube/config, that before the service account', () => {
    const home = write('.kube/config', config('home'));
    const own = write('own', config('own'));
    write('var/run/secrets/kubernetes.io/serviceaccount/token', 'token');
    const env = { KUBECONFIG: own, HOME: folder, KUBERNETES_SERVICE_HOST: '10.0.0.1' };
    expect(configPlace({ kubeconfig: 'x', env })).toEqual({ files: ['x'] });
    expect(configPlace({ env })).toEqual({ files: [own] });
    expect(configPlace({ env: { ...env, KUBECONFIG: '' } })).toEqual({ files: [home] });
    rmSync(home);
    expect(configPlace({ env: { ...env, KUBECONFIG: undefined }, root: folder })).toEqual({ cluster: folder });
  });

  test('where there is none, it says where it looked', () => {
    expect(() => configPlace({ env: { HOME: folder } })).toThrow(`neither $KUBECONFIG nor ${folder}/.kube/config`);
    expect(() => configPlace({ env: { KUBECONFIG: '/none/here' } })).toThrow('no file that exists: /none/here');
  });
});

describe('what the configuration says', () => {
  test('several files are one configuration: the first to name something wins, missing files do not matter', async () => {
    const one = write('one', config('one'));
    const two = write('two', config('two') + config('one').replace(/^/gm, '# '));
    const env = { KUBECONFIG: [one, join(folder, 'missing'), two].join(delimiter) };
    expect((await findCluster({ env })).credentials.server).toBe('https://one.test:6443');
    const found = await findCluster({ env, context: 'two' });
    expect(found).toMatchObject({ clusterName: 'two-cluster', credentials: { server: 'https://two.test:6443' } });
  });

  test('a context that does not exist is named with the file and the ones that do', async () => {
    const file = write('own', config('own', { current: 'gone' }));
    await expect(findCluster({ kubeconfig: file })).rejects.toThrow(
      `kubeconfig ${file} has no context "gone"; its contexts: own`,
    );
    await expect(findCluster({ kubeconfig: file, context: 'lost' })).rejects.toThrow('has no context "lost"');
    const empty = write('empty', '');
    await expect(findCluster({ kubeconfig: empty })).rejects.toThrow('has no current context; its contexts: none');
  });

  test('a cluster or user that does not exist is named with its context', async () => {
    const cluster = write('a', config('a', { context: { cluster: 'x' } }));
    await expect(findCluster({ kubeconfig: cluster })).rejects.toThrow('context "a": there is no cluster "x"');
    const user = write('b', config('b', { context: { user: 'y' } }));
    await expect(findCluster({ kubeconfig: user })).rejects.toThrow('context "b": there is no user "y"');
  });

  test('a file that cannot be read says so without its content', async () => {
    await expect(findCluster({ kubeconfig: join(folder, 'none') })).rejects.toThrow(`kubeconfig ${folder}/none cannot`);
    const file = write('broken', 'users: [{name: a, user: {token: hunter2');
    const error = await findCluster({ kubeconfig: file }).catch((thrown: Error) => thrown);
    expect((error as Error).message).toContain(`kubeconfig ${file} cannot be read`);
    expect((error as Error).message).not.toContain('hunter2');
  });

  test("the context's namespace is where those may look who may look nowhere else", async () => {
    const file = write('own', config('own', { context: { namespace: 'mine' } }));
    expect((await findCluster({ kubeconfig: file })).home).toBe('mine');
  });
});

describe('credentials', () => {
  const authorization = async (file: string) =>
    (await (await findCluster({ kubeconfig: file })).credentials.current()).headers.authorization;

  test('a token, a password, and a token file next to the kubeconfig', async () => {
    write('secret/token', 'from-file\n');
    expect(await authorization(write('a', config('a')))).toBe('Bearer a-token');
    expect(await authorization(write('b', config('b', { user: { username: 'ann', password: 'pw' } })))).toBe(
      `Basic ${Buffer.from('ann:pw').toString('base64')}`,
    );
    const file = write('c', config('c', { user: { tokenFile: 'secret/token' } }));
    expect(await authorization(file)).toBe('Bearer from-file');
  });

  test('nothing goes over plain HTTP', async () => {
    const file = write('a', config('a', { cluster: { server: 'http://127.0.0.1:8001' } }));
    const { credentials } = await findCluster({ kubeconfig: file });
    expect(await credentials.current()).toMatchObject({ headers: {}, tls: {} });
  });

  test('a refused token is read again, once for all who were refused', async () => {
    write('token', 'old');
    const file = write('a', config('a', { user: { tokenFile: 'token' } }));
    const { credentials } = await findCluster({ kubeconfig: file });
    const access = await credentials.current();
    write('token', 'new');
    expect(await credentials.current()).toBe(access);
    credentials.renew(access);
    const fresh = await credentials.current();
    expect(fresh.headers.authorization).toBe('Bearer new');
    credentials.renew(access);
    expect(await credentials.current()).toBe(fresh);
  });

  test('a kubeconfig that is written anew counts at once; one that is being written does not', async () => {
    const file = write('a', config('a'));
    const { credentials } = await findCluster({ kubeconfig: file });
    await credentials.current();
    write('a', 'users: [');
    expect((await credentials.current()).headers.authorization).toBe('Bearer a-token');
    write('a', config('a', { user: { token: 'a-new-token' } }));
    expect((await credentials.current()).headers.authorization).toBe('Bearer a-new-token');
  });

  test('a plug-in is run once for all who ask together, and again when its token is refused', async () => {
    const log = join(folder, 'log');
    const script = write(
      'plugin.mjs',
      `import { appendFileSync, readFileSync } from 'node:fs';
       appendFileSync(${JSON.stringify(log)}, 'x');
       const token = 'token-' + readFileSync(${JSON.stringify(log)}, 'utf8').length;
       console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token } }));`,
    );
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: [script] };
    const { credentials } = await findCluster({ kubeconfig: write('a', config('a', { user: { exec } })) });
    const [one, two] = await Promise.all([credentials.current(), credentials.current()]);
    expect([one.headers.authorization, two.headers.authorization]).toEqual(['Bearer token-1', 'Bearer token-1']);
    credentials.renew(one);
    expect((await credentials.current()).headers.authorization).toBe('Bearer token-2');
  });
});
