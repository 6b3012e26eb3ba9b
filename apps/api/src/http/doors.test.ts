import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { subscribe } from '../testing/subscriber.ts';
import { startWorld } from '../testing/world.ts';

const json = { 'content-type': 'application/json' };
const rest = (query: string): RequestInit => ({
  method: 'POST',
  headers: json,
  body: JSON.stringify({ GremlinQuery: query }),
});

/** With headers that `fetch` does not let one set. */
function status(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

function socketStatus(url: string, headers: Record<string, string>): Promise<number | 'open'> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('error', () => {});
  });
}

describe('the door for scripts', () => {
  test('a query answers one line of JSON with the fields of Skydive in their order', async () => {
    await using world = await startWorld({}, { clock: () => 5 });
    world.put({ id: 'p1', name: 'hello', createdAt: 1_000 });
    const response = await world.get('/api/topology', rest("G.V().Has('Name','hello')"));
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toMatch(
      /^\[\{"ID":"p1","Metadata":\{.*\},"Host":"","Origin":"","CreatedAt":1000,.*"DeletedAt":null,"Revision":1\}\]\n$/,
    );
    expect(text.trim()).not.toContain('\n');
  });

  test('a count is a bare number, nothing found is an empty list, the whole graph needs no query', async () => {
    await using world = await startWorld();
    world.put({ id: 'p1' });
    expect(await (await world.get('/api/topology', rest('G.V().Count()'))).text()).toBe('1\n');
    expect(await (await world.get('/api/topology', rest("G.V().Has('Name','x')"))).text()).toBe('[]\n');
    const whole = await (await world.get('/api/topology')).json();
    expect(whole).toMatchObject({ Nodes: [{ ID: 'p1' }], Edges: [] });
  });

  test('no query gives no content; a fault in a query is told as text with its place', async () => {
    await using world = await startWorld();
    expect((await world.get('/api/topology', { method: 'POST' })).status).toBe(204);
    expect((await world.get('/api/topology', rest(' '))).status).toBe(204);
    const wrong = await world.get('/api/topology', rest('G.V().Nope()'));
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(await wrong.text()).toMatch(/Nope.* at line 1, column 7\n$/);
    const bad = await world.get('/api/topology', { method: 'POST', headers: json, body: '{' });
    expect([bad.status, await bad.text()]).toEqual([400, expect.stringContaining('not JSON')]);
    expect((await world.get('/api/topology', { method: 'DELETE' })).status).toBe(405);
    expect((await world.get('/api/nothing')).status).toBe(404);
  });
});

describe('who may speak to the server', () => {
  test('on loopback only local names are answered', async () => {
    await using world = await startWorld({ allowedHosts: ['canopy.test'] });
    const { port } = new URL(world.url);
    for (const name of ['localhost', '127.0.0.1', '[::1]', 'canopy.test', 'a.localhost'])
      expect(await status(`${world.url}/healthz`, { host: `${name}:${port}` })).toBe(200);
    expect(await status(`${world.url}/healthz`, { host: `evil.test:${port}` })).toBe(421);
    expect(await socketStatus(world.url, { host: `evil.test:${port}` })).toBe(421);
  });

  test('pages of other sites may not ask, not even over WebSocket', async () => {
    await using world = await startWorld({ allowedOrigins: ['https://friend.test'] });
    const own = world.url;
    for (const [origin, expected] of [
      [own, 200],
      ['https://friend.test', 200],
      ['https://evil.test', 403],
      ['null', 403],
    ] as const) {
      const response = await world.get('/api/topology', { headers: { origin } });
      expect([origin, response.status]).toEqual([origin, expected]);
      expect(await socketStatus(own, { origin })).toBe(expected === 200 ? 'open' : expected);
    }
    const friend = await world.get('/graphql?query={__typename}', { headers: { origin: 'https://friend.test' } });
    expect(friend.headers.get('access-control-allow-origin')).toBe('https://friend.test');
  });

  test('where a token is asked for, nothing but health and the page itself is answered without it', async () => {
    await using world = await startWorld({ token: 'correct-horse' });
    world.put({ id: 'a' });
    for (const path of ['/metrics', '/graphql?query={__typename}', '/api/topology'])
      for (const headers of [new Headers(), new Headers({ authorization: 'Bearer wrong-horse' })])
        expect([path, (await world.get(path, { headers })).status]).toEqual([path, 401]);
    expect((await world.get('/healthz')).status).toBe(200);
    const headers = { authorization: 'Bearer correct-horse' };
    expect((await world.get('/api/topology', { headers })).status).toBe(200);
    const query = 'subscription { topology { revision } }';
    const refused = subscribe(world.url, query, {}, { token: 'wrong-horse' });
    await expect.poll(() => refused.errors).toMatchObject([{ code: 4401 }]);
    const eyes = subscribe(world.url, query, {}, { token: 'correct-horse' });
    await eyes.until(() => true);
    await eyes.stop();
  });

  test('an open subscription ends when the proof of its viewer does', async () => {
    const authenticate = async () => ({ name: 'short', groups: [], rights: '*', expiresAt: Date.now() + 100 });
    await using world = await startWorld({}, { authenticate });
    const eyes = subscribe(world.url, 'subscription { topology { revision } }');
    await expect.poll(() => eyes.errors).toMatchObject([{ code: 4403, reason: 'The token has expired' }]);
  });
});

test('every answer carries the security headers; scripts of the page come from the server alone', async () => {
  await using world = await startWorld();
  for (const path of ['/', '/graphql', '/healthz', '/api/nothing']) {
    const { headers } = await world.get(path);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

describe('the dashboard', () => {
  test('says how to build it while it is not built', async () => {
    await using world = await startWorld();
    const response = await world.get('/');
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  });

  test('is served with types and cache headers, and the page for every path of its own', async () => {
    const root = await mkdtemp(join(tmpdir(), 'canopy-web-'));
    await mkdir(join(root, 'assets'));
    await writeFile(join(root, 'index.html'), '<!doctype html>page');
    await writeFile(join(root, 'assets', 'main-1a2b.js'), 'run()');
    await writeFile(join(root, '..', 'canopy-secret.txt'), 'secret');
    await using world = await startWorld({ webRoot: root });
    const page = await world.get('/');
    expect([page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(await page.text()).toContain('page');
    expect(await (await world.get('/namespaces/default')).text()).toContain('page');
    const again = await world.get('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    const script = await world.get('/assets/main-1a2b.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await world.get('/assets/gone.js')).status).toBe(404);
    expect(await status(`${world.url}/..%2fcanopy-secret.txt`, {})).toBe(404);
    expect((await world.get('/', { method: 'POST' })).status).toBe(405);
    await rm(root, { recursive: true });
  });
});

describe('operations', () => {
  test('readiness names every kind that is not there yet', async () => {
    await using world = await startWorld();
    expect((await world.get('/readyz')).status).toBe(200);
  });

  test('metrics tell the graph, the kinds and the subscribers', async () => {
    await using world = await startWorld();
    world.put({ id: 'a' });
    const status = { kind: 'pod', namespace: '', state: 'live', objects: 7, since: 1, relists: 2 } as const;
    world.clusters[0] = { cluster: 'c1', ready: true, kinds: [status] };
    const text = await (await world.get('/metrics')).text();
    expect(text).toContain('canopy_graph_nodes 1');
    expect(text).toContain('canopy_kind_objects{cluster="c1",kind="pod",namespace=""} 7');
    expect(text).toContain('canopy_kind_sync_state{cluster="c1",kind="pod",namespace="",state="live"} 1');
  });

  test('a server that closes says so to its subscribers', async () => {
    const world = await startWorld();
    const eyes = subscribe(world.url, 'subscription { topology { revision } }');
    await eyes.until(() => true);
    await world.app.close();
    await expect.poll(() => eyes.errors).toMatchObject([{ code: 1001 }]);
  });
});

test('metrics bear names as Prometheus wants them', async () => {
  await using world = await startWorld();
  const text = await (await world.get('/metrics')).text();
  // https://prometheus.io/docs/practices/naming/ ; those of Node.js are named by the library.
  const types = [...text.matchAll(/^# TYPE (canopy_\S+) (\S+)$/gm)].map(([, name = '', type]) => ({ name, type }));
  const helped = new Set([...text.matchAll(/^# HELP (\S+) \S/gm)].map(([, name]) => name));
  expect(types.length).toBeGreaterThan(15);
  for (const { name, type } of types) {
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    expect(name).toMatch(/^[a-z][a-z_]*[a-z]$/);
    expect(helped).toContain(name);
  }
});

test('a page of another site cannot make the server work by embedding an address', async () => {
  await using world = await startWorld();
  const status = async (site: string, mode: string) => {
    // What fetch would not let a page write itself.
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': mode };
    const { hostname, port } = new URL(world.url);
    const asked = request({ hostname, port, path: '/graphql?query={cluster{name}}', headers });
    const [response] = (await once(asked.end(), 'response')) as [IncomingMessage];
    response.resume();
    return response.statusCode;
  };
  expect(await status('cross-site', 'no-cors')).toBe(403);
  expect(await status('same-origin', 'no-cors')).toBe(200);
  expect(await status('none', 'navigate')).toBe(200);
});
