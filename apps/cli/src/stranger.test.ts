/** What somebody runs into who does not know the command: typos, servers that are silent or strange, empty answers. */

import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorld, type World } from '@canopy/api/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canopy, start } from './testing.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canopy-stranger-'));
  world = await startWorld();
  world.put({ id: 'p1', name: 'web', namespace: 'shop' });
  world.put({ id: 'd1', name: 'web', namespace: 'shop', type: 'deployment' });
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const ask = (...args: string[]) => canopy(args, { CANOPY_SERVER: world.url });

async function listening<Kind extends TcpServer | HttpServer>(server: Kind): Promise<{ url: string; server: Kind }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('canopy get', () => {
  test('takes the names that kubectl takes', async () => {
    for (const words of [
      ['deploy'],
      ['deploy/web'],
      ['deployments.apps'],
      ['deployments.v1.apps'],
      ['Deployment', 'web', '-A'],
    ])
      expect(await ask('get', ...words, '-o', 'name')).toEqual({ code: 0, out: 'web\n', err: '' });
    expect(await ask('get', 'pods.nonsense.io')).toMatchObject({ code: 1, err: expect.stringContaining('no kind') });
  });

  test('knows custom resources by what the graph has of them', async () => {
    world.put({ id: 'w1', type: 'gadget', name: 'first' });
    for (const kind of ['gadget', 'gadgets', 'gadgets.example.com'])
      expect(await ask('get', kind, '-o', 'name')).toEqual({ code: 0, out: 'first\n', err: '' });
    expect(await ask('get', 'gizmos')).toMatchObject({ code: 1, err: expect.stringContaining('no kind "gizmos"') });
    world.drop('w1');
  });

  test('says that there is nothing, and fails where a name was given', async () => {
    expect(await ask('get', 'pods', '-n', 'nowhere')).toEqual({
      ...{ code: 0, out: '' },
      err: 'canopy: no pod found in namespace nowhere\n',
    });
    expect(await ask('get', 'pods', '-n', 'nowhere', '-o', 'json')).toEqual({ code: 0, out: '[]\n', err: '' });
    expect(await ask('get', 'pod', 'ghost')).toEqual({ code: 1, out: '', err: 'canopy: there is no pod "ghost"\n' });
    expect((await ask('get', 'pod', 'gh*')).code).toBe(0);
  });
});

describe('a table', () => {
  test('of values has no columns of nodes', async () => {
    expect((await ask('query', 'G.V().Count()', '-o', 'table')).out).toBe('VALUE\n2\n');
    expect((await ask('query', 'g.V().groupCount().by("Type")', '-o', 'table')).out).toBe(
      'KEY         VALUE\npod         1\ndeployment  1\n',
    );
  });

  test('of nothing is a word on stderr', async () => {
    const nothing = await ask('query', "G.V().Has('Type','x')", '-o', 'table');
    expect(nothing).toEqual({ code: 0, out: '', err: 'canopy: nothing found\n' });
  });
});

describe('an output that a command does not have', () => {
  test('is refused with those that it has, before anything is asked', async () => {
    const refused = async (...args: string[]) => (await canopy(args, { CANOPY_SERVER: 'http://127.0.0.1:9' })).err;
    expect(await refused('query', 'G.V()', '-o', 'yaml')).toContain('json, jsonl, name, table, dot, mermaid');
    expect(await refused('kinds', '-o', 'name')).toContain('table, json');
    expect(await refused('watch', 'G.V()', '-o', 'json')).toContain('jsonl, table');
  });
});

describe('a server', () => {
  test('that does not answer is given up after the time that was said', async () => {
    const { server, url } = await listening(createTcpServer(() => {}));
    const { code, err } = await canopy(['status', '--server', url, '--timeout', '0.2']);
    expect([code, err]).toEqual([1, `canopy: ${url} gave no answer within 0.2 s; --timeout says how long to wait\n`]);
    expect((await canopy(['status', '--server', url, '--timeout', 'soon'])).err).toContain('no time to wait');
    server.close();
  });

  test('that does not answer keeps nobody who wants to leave', { timeout: 30_000 }, async () => {
    const connected: unknown[] = [];
    const { server, url } = await listening(createTcpServer((socket) => connected.push(socket)));
    const bin = fileURLToPath(new URL('../bin/canopy.mjs', import.meta.url));
    const leave = async (command: string) => {
      const before = connected.length;
      const child = spawn(process.execPath, [bin, command, 'G.V()', '--server', url]);
      await expect.poll(() => connected.length).toBeGreaterThan(before);
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGINT');
      return ended;
    };
    expect(await leave('query')).toBe(130);
    expect(await leave('watch')).toBe(0);
    server.close();
  });

  test('that is none of ours ends a watch', async () => {
    const { server, url } = await listening(createServer((_request, response) => response.writeHead(404).end()));
    const { code, err } = await canopy(['watch', 'G.V()', '--server', url]);
    expect([code, err]).toEqual([1, `canopy: ${url} does not answer as Canopy does: 404 to a WebSocket\n`]);
    server.close();
  });

  test('is called by HTTP, and without TLS where it has none', async () => {
    expect((await canopy(['status', '--server', 'ftp://x'])).err).toContain('"ftp://x" is no address');
    const { err } = await canopy(['status', '--server', world.url.replace('http', 'https')]);
    expect(err).toBe(
      `canopy: what listens at ${world.url.replace('http', 'https')} does not speak TLS; try ${world.url}\n`,
    );
  });
});

test('NO_COLOR takes the colours from a watch', async () => {
  const shown = async (env: Record<string, string>) => {
    const watch = start(['watch', 'G.V()', '--server', world.url], env, true);
    await expect.poll(watch.out).toContain('shop/web');
    return (await watch.stop()).out;
  };
  expect(await shown({})).toContain('\x1b[32m');
  expect(await shown({ NO_COLOR: '1' })).not.toContain('\x1b[');
});

test('a file of aliases that multiply is refused', async () => {
  const file = join(folder, 'bomb.yaml');
  const line = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(`*${of}`).join(',')}]\n`;
  writeFileSync(file, `a: &a [x]\n${['ba', 'cb', 'dc', 'ed', 'fe'].map(([to, of]) => line(to!, of!)).join('')}`);
  expect(await ask('traffic', 'diff', file)).toMatchObject({ code: 1, err: expect.stringContaining('bomb.yaml: ') });
});

test('a watch into a cluster has its port forwarded again when kubectl is gone', { timeout: 30_000 }, async () => {
  const calls = join(folder, 'calls');
  const KUBECTL = join(folder, 'kubectl');
  // Like kubectl, it carries the connection itself; the first one dies after a while, the second one cannot start.
  const script = `
    const fs = require('node:fs'), net = require('node:net');
    fs.appendFileSync(${JSON.stringify(calls)}, 'x');
    const call = fs.readFileSync(${JSON.stringify(calls)}, 'utf8').length;
    if (call === 2) { console.error('error: no pod runs'); process.exit(1); }
    net.createServer((client) => {
      const server = net.connect(${new URL(world.url).port}, '127.0.0.1');
      client.pipe(server).pipe(client);
      for (const end of [client, server]) end.on('error', () => {});
      if (call === 1) setTimeout(() => process.exit(1), 500);
    }).listen(0, '127.0.0.1', function () { console.log('Forwarding from 127.0.0.1:' + this.address().port + ' -> 80'); });
  `;
  writeFileSync(KUBECTL, `#!${process.execPath}\n${script}`);
  chmodSync(KUBECTL, 0o755);
  const watch = start(['watch', "G.V().Has('Type','pod')", '--service', 'tools/canopy'], { KUBECTL });
  await expect.poll(watch.out).toContain('"synced"');
  await expect
    .poll(watch.err)
    .toContain('connection lost (cannot reach service tools/canopy in the cluster: error: no pod runs)');
  world.put({ id: 'p2', name: 'later', namespace: 'shop' });
  await expect.poll(watch.out).toContain('later');
  await watch.stop();
});
