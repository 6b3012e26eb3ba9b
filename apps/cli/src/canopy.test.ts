import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startWorld, type World } from '@canopy/api/testing';
import { describe, expect, test } from 'vitest';
import { canopy, start } from './testing.ts';

async function helloWorld(config = {}): Promise<World> {
  const world = await startWorld(config);
  world.put({ id: 'p1', name: 'hello-1' });
  world.put({ id: 'p2', name: 'hello-2', status: { state: 'DOWN', health: 'degraded', reason: 'CrashLoopBackOff' } });
  return world;
}

const pods = "G.V().Has('Type','pod')";

describe('canopy query', () => {
  test('prints the JSON array that jq takes apart', async () => {
    await using world = await helloWorld();
    const { code, out } = await canopy(['query', pods, '--server', world.url]);
    expect(code).toBe(0);
    const rows = JSON.parse(out) as { Metadata: { Name: string } }[];
    expect(rows.map((row) => row.Metadata.Name)).toEqual(['hello-1', 'hello-2']);
  });

  test('prints a number bare, and an empty list where nothing is found', async () => {
    await using world = await helloWorld();
    const env = { CANOPY_SERVER: world.url };
    expect(await canopy(['query', 'G.V().Count()'], env)).toEqual({ code: 0, out: '2\n', err: '' });
    expect(await canopy(['query', "G.V().Has('Type','x')"], env)).toEqual({ code: 0, out: '[]\n', err: '' });
  });

  test('prints names, lines and tables', async () => {
    await using world = await helloWorld();
    const env = { CANOPY_SERVER: world.url.replace('http://', '') };
    expect((await canopy(['query', pods, '-o', 'name'], env)).out).toBe('hello-1\nhello-2\n');
    expect((await canopy(['query', pods, '-o', 'jsonl'], env)).out.split('\n')).toHaveLength(3);
    expect((await canopy(['query', pods, '-o', 'table'], env)).out).toBe(
      [
        'TYPE  NAMESPACE  NAME     STATE  REASON',
        'pod   default    hello-1  UP',
        'pod   default    hello-2  DOWN   CrashLoopBackOff',
        '',
      ].join('\n'),
    );
    expect(await canopy(['query', pods, '-o', 'xml'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('xml'),
    });
  });

  test('shows where a query is at fault and exits with 1', async () => {
    await using world = await helloWorld();
    const { code, out, err } = await canopy(['query', 'G.V().Hass()', '--server', world.url]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^canopy: line 1, column 7: .*Hass[\s\S]*\n {2}G\.V\(\)\.Hass\(\)\n {8}\^\^\^\^\n$/);
  });

  test('says how to reach a server that is not there', async () => {
    const gone = await startWorld();
    await gone.app.close();
    const { code, err } = await canopy(['query', pods, '--server', gone.url]);
    expect(code).toBe(1);
    expect(err).toMatch(/^canopy: cannot reach Canopy at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\); .*--server/);
  });

  test('shows its token where one is asked for, and says so where it is missing', async () => {
    await using world = await helloWorld({ token: 'correct-horse' });
    expect((await canopy(['query', pods, '--server', world.url])).err).toContain('wants a token');
    expect((await canopy(['query', pods, '--server', world.url, '--token', 'correct-horse'])).code).toBe(0);
    expect((await canopy(['query', pods, '--server', world.url], { CANOPY_TOKEN: 'correct-horse' })).code).toBe(0);
  });

  test('runs from the shell', async () => {
    await using world = await helloWorld();
    const bin = fileURLToPath(new URL('../bin/canopy.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [
      bin,
      'query',
      'G.V().Count()',
      '--server',
      world.url,
    ]);
    expect(stdout).toBe('2\n');
  });
});

describe('canopy watch', () => {
  test('prints what is there, then every change, as JSON lines', async () => {
    await using world = await helloWorld();
    const watch = start(['watch', pods, '--server', world.url]);
    const lines = () =>
      watch
        .out()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { change: string; row?: { ID: string } })
        .map(({ change, row }) => `${change} ${row?.ID ?? ''}`.trim());
    await expect.poll(lines).toEqual(['added p1', 'added p2', 'synced']);
    world.put({ id: 'p3' });
    await expect.poll(() => lines().slice(3)).toEqual(['added p3']);
    world.put({ id: 'p1', status: { state: 'DOWN', health: 'degraded' } });
    world.drop('p2');
    await expect.poll(() => lines().slice(4).sort()).toEqual(['changed p1', 'removed p2']);
    expect((await watch.stop()).code).toBe(0);
  });

  test('goes on after the server was away, without telling anything twice', async () => {
    const first = await helloWorld();
    const { port } = new URL(first.url);
    const watch = start(['watch', pods, '--server', first.url], {}, true);
    await expect.poll(watch.out).toContain('hello-2');
    await first.app.close();
    await expect.poll(watch.err).toContain('connection lost');
    await using second = await startWorld({ port: Number(port) }, { epochBase: 1_000 });
    second.put({ id: 'p9', name: 'hello-9' });
    await expect.poll(watch.out).toContain('hello-9');
    expect(watch.out()).toContain('the picture starts over');
    await watch.stop();
  });

  test('ends with 1 where trying again is of no use', async () => {
    await using world = await helloWorld({ token: 'correct-horse' });
    expect(await canopy(['watch', pods, '--server', world.url])).toMatchObject({ code: 1 });
    const bad = await canopy(['watch', 'G.V(', '--server', world.url, '--token', 'correct-horse']);
    expect(bad).toMatchObject({ code: 1, err: expect.stringContaining('line 1, column') });
  });
});

test('canopy get lists a kind as kubectl does', async () => {
  await using world = await helloWorld();
  world.put({ id: 'p3', name: 'web-1', namespace: 'shop', labels: { app: 'web' } });
  const get = async (...args: string[]) =>
    (await canopy(['get', ...args, '-o', 'name'], { CANOPY_SERVER: world.url })).out;
  expect(await get('Pod')).toBe('hello-1\nhello-2\nweb-1\n');
  expect(await get('pod', 'hello-*')).toBe('hello-1\nhello-2\n');
  expect(await get('pod', '-n', 'shop')).toBe('web-1\n');
  expect(await get('pod', '-l', 'app=web')).toBe('web-1\n');
});

test('canopy kinds tells what can be asked for', async () => {
  await using world = await helloWorld();
  const env = { CANOPY_SERVER: world.url };
  expect((await canopy(['kinds'], env)).out).toMatch(/^TYPE +MANAGER[\s\S]*\npod +k8s/);
  expect((await canopy(['kinds', 'pods'], env)).out).toMatch(/^pod: [\s\S]*K8s\.[\s\S]*secrets/);
  expect(await canopy(['kinds', 'pond'], env)).toMatchObject({
    code: 1,
    err: expect.stringContaining('no kind "pond"'),
  });
});

test('canopy status tells how each kind is followed', async () => {
  await using world = await helloWorld();
  const status = {
    kind: 'pod',
    namespace: '',
    state: 'failing',
    objects: 2,
    since: 1,
    relists: 3,
    problem: '500',
  } as const;
  world.clusters[0] = { cluster: 'c1', ready: false, kinds: [status] };
  const { code, out } = await canopy(['status', '--server', world.url]);
  expect(code).toBe(0);
  expect(out).toContain(
    'c1: not ready\nKIND  STATE    OBJECTS  RELISTS  PROBLEM\npod   failing  2        3        500\n',
  );
});

test('help names the commands; an unknown one is told', async () => {
  expect((await canopy(['--help'])).out).toMatch(/query[\s\S]*status[\s\S]*watch[\s\S]*Examples/);
  expect((await canopy(['nope'])).code).toBe(1);
});

test('canopy config prints what the server would start with, and no secret', async () => {
  const env = { PATH: process.env.PATH ?? '', CANOPY_TOKEN: 'correct-horse', PORT: '0' };
  const { code, out } = await canopy(['config', '--namespace', 'shop', '--host', '0.0.0.0'], env);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ host: '0.0.0.0', port: 0, namespaces: ['shop'], token: '[redacted]' });
  expect(out).not.toContain('correct-horse');
  const wrong = await canopy(['config', '--host', '0.0.0.0'], { PATH: env.PATH });
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('refusing to listen on 0.0.0.0') });
});

test('canopy up starts the server, which stops with the command', async () => {
  const up = start(['up', '--sandbox', '--port', '0'], { PATH: process.env.PATH ?? '', KUBECONFIG: '/none' });
  await expect.poll(up.out).toMatch(/Canopy is at http:\/\/127\.0\.0\.1:\d+/);
  const [, url = ''] = /at (http:\S+)/.exec(up.out()) ?? [];
  expect((await canopy(['query', 'G.V().Count()', '--server', url])).code).toBe(0);
  expect((await up.stop()).code).toBe(0);
});

describe('an output that cannot be written', () => {
  const bin = fileURLToPath(new URL('../bin/canopy.mjs', import.meta.url));
  const sh = async (command: string) => {
    const run = promisify(execFile)('bash', ['-c', command, process.execPath, bin]);
    return run.then(
      ({ stderr }) => ({ code: 0, stderr }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
    );
  };

  test.skipIf(!existsSync('/dev/full'))('because the disk is full is an error', async () => {
    expect(await sh('"$0" "$1" completion bash > /dev/full')).toEqual({
      code: 1,
      stderr: expect.stringContaining('canopy: cannot write: '),
    });
  });

  test('because nobody reads on is none', async () => {
    expect(await sh('set -o pipefail; "$0" "$1" completion bash 2>&1 | true')).toEqual({ code: 0, stderr: '' });
    expect(await sh('set -o pipefail; "$0" "$1" frob 2>&1 | true')).toEqual({ code: 1, stderr: '' });
  });
});
