import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { subscribe } from '../../testing/subscriber.ts';
import { startWorld } from '../../testing/world.ts';

interface Frame {
  type: string;
  since: number;
  revision: number;
  complete: boolean;
  nodes: { added: { id: string; name: string }[]; changed: { id: string }[]; removed: string[] };
  edges: { added: { id: string; from: string; to: string }[]; removed: string[] };
}

const topology = `subscription ($filter: TopologyFilter, $since: Int) {
  topology(filter: $filter, since: $since) {
    type since revision complete
    nodes { added { id name type status { state } } changed { id } removed }
    edges { added { id from to relationType } changed { id } removed }
  }
}`;

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

test('a subscriber gets a snapshot, then what comes, changes and goes', async () => {
  await using world = await startWorld();
  world.put({ id: 'a' });
  const eyes = subscribe<Frame>(world.url, topology);
  const first = await eyes.until(({ complete }) => complete);
  expect(first).toMatchObject({ type: 'SNAPSHOT', nodes: { added: [{ id: 'a', name: 'a' }] } });
  world.put({ id: 'b' });
  world.link('a', 'pod', 'b');
  await eyes.until(({ edges }) => edges.added.length === 1);
  world.put({ id: 'a', status: { state: 'DOWN', health: 'degraded' } });
  await eyes.until(({ nodes }) => ids(nodes.changed).includes('a'));
  world.drop('b');
  const last = await eyes.until(({ nodes }) => nodes.removed.includes('b'));
  expect(last.edges.removed).toEqual(['a|pod|b']);
  await eyes.stop();
});

test('a subscriber that comes back gets what it missed; one from another life of the server starts over', async () => {
  await using world = await startWorld({}, { epochBase: 5_000_000 });
  world.put({ id: 'a' });
  const eyes = subscribe<Frame>(world.url, topology);
  const { revision } = await eyes.until(({ complete }) => complete);
  expect(revision).toBe(5_000_001);
  await eyes.stop();
  world.put({ id: 'b' });
  world.drop('a');
  const back = subscribe<Frame>(world.url, topology, { since: revision });
  const missed = await back.until(() => true);
  expect(missed).toMatchObject({ type: 'DELTA', since: revision, nodes: { removed: ['a'] } });
  expect(ids(missed.nodes.added)).toEqual(['b']);
  await back.stop();
  const stranger = subscribe<Frame>(world.url, topology, { since: 17 });
  await stranger.until(({ type }) => type === 'SNAPSHOT');
  expect(stranger.frames.map(({ type }) => type)).toEqual(['RESYNC', 'SNAPSHOT']);
  await stranger.stop();
});

test('a filter by type and namespace leaves out the edges that lead outside', async () => {
  await using world = await startWorld();
  world.put({ id: 'p', namespace: 'one' });
  world.put({ id: 's', namespace: 'one', type: 'secret' });
  world.put({ id: 'q', namespace: 'two' });
  world.link('p', 'pod', 's');
  const filter = { types: ['Pod'], namespaces: ['one'] };
  const eyes = subscribe<Frame>(world.url, topology, { filter });
  const first = await eyes.until(({ complete }) => complete);
  expect(ids(first.nodes.added)).toEqual(['p']);
  expect(first.edges.added).toEqual([]);
  world.put({ id: 'r', namespace: 'two' });
  world.put({ id: 't', namespace: 'one' });
  const next = await eyes.until(({ type }) => type === 'DELTA');
  expect(ids(next.nodes.added)).toEqual(['t']);
  await eyes.stop();
});

test('a node that a filter by expression no longer finds is told as removed', async () => {
  await using world = await startWorld();
  world.put({ id: 'a', status: { state: 'DOWN', health: 'degraded' } });
  world.put({ id: 'b' });
  world.link('a', 'pod', 'b');
  const eyes = subscribe<Frame>(world.url, topology, { filter: { gremlin: "G.V().Has('State','DOWN')" } });
  const first = await eyes.until(({ complete }) => complete);
  expect(ids(first.nodes.added)).toEqual(['a']);
  world.put({ id: 'b', status: { state: 'DOWN', health: 'degraded' } });
  const both = await eyes.until(({ type }) => type === 'DELTA');
  expect(both).toMatchObject({ nodes: { added: [{ id: 'b' }] }, edges: { added: [{ id: 'a|pod|b' }] } });
  world.put({ id: 'a', status: { state: 'UP', health: 'healthy' } });
  const gone = await eyes.until(({ nodes }) => nodes.removed.length > 0);
  expect(gone).toMatchObject({ nodes: { removed: ['a'] }, edges: { removed: ['a|pod|b'] } });
  await eyes.stop();
});

test('a filter whose expression is at fault is refused with its place', async () => {
  await using world = await startWorld();
  for (const [gremlin, code] of [
    ['G.V(', 'GREMLIN_SYNTAX'],
    ['G.V().Count()', 'BAD_USER_INPUT'],
  ]) {
    const eyes = subscribe<Frame>(world.url, topology, { filter: { gremlin } });
    await expect.poll(() => eyes.errors).toMatchObject([{ extensions: { code } }]);
    await eyes.stop();
  }
});

test('a standing query tells rows that come, change and go, and a count that changes', async () => {
  await using world = await startWorld();
  world.put({ id: 'a' });
  const standing = 'subscription ($query: String!) { gremlin(query: $query) { type kind added changed removed } }';
  interface Rows {
    type: string;
    kind: string;
    added: unknown[];
    changed: unknown[];
    removed: unknown[];
  }
  const pods = subscribe<Rows>(world.url, standing, { query: "G.V().Has('Type','pod')" });
  const count = subscribe<Rows>(world.url, standing, { query: 'G.V().Count()' });
  const names = subscribe<Rows>(world.url, standing, { query: "G.V().Values('Name')" });
  expect(await pods.until(() => true)).toMatchObject({ kind: 'NODES', added: [{ ID: 'a' }] });
  expect(await count.until(() => true)).toMatchObject({ kind: 'SCALAR', added: [1] });
  expect(await names.until(() => true)).toMatchObject({ kind: 'VALUES', added: ['a'] });
  world.put({ id: 'b' });
  expect(await pods.until(({ type }) => type === 'DELTA')).toMatchObject({ added: [{ ID: 'b' }], changed: [] });
  expect(await count.until(({ type }) => type === 'DELTA')).toMatchObject({ added: [], changed: [2] });
  world.drop('a');
  expect(await pods.until(({ removed }) => removed.length > 0)).toMatchObject({ removed: [{ ID: 'a' }] });
  expect(await names.until(({ removed }) => removed.length > 0)).toMatchObject({ removed: ['a'] });
  await Promise.all([pods.stop(), count.stop(), names.stop()]);
});

test('one resource is followed through change and removal', async () => {
  await using world = await startWorld();
  world.put({ id: 'a' });
  const { data } = await world.ask<{ resource: { id: string } }>(
    '{ resource(kind: "pod", namespace: "default", name: "a") { id } }',
  );
  const query = 'subscription ($id: ID!) { resource(id: $id) { type resource { name status { state } } } }';
  interface One {
    resource: { name: string; status: { state: string } } | null;
  }
  const eyes = subscribe<One>(world.url, query, { id: data.resource.id });
  expect(await eyes.until(() => true)).toMatchObject({ resource: { name: 'a', status: { state: 'UP' } } });
  world.put({ id: 'other' });
  world.put({ id: 'a', status: { state: 'DOWN', health: 'degraded' } });
  await eyes.until(({ resource }) => resource?.status.state === 'DOWN');
  world.drop('a');
  await eyes.until(({ resource }) => resource === null);
  expect(eyes.frames).toHaveLength(3);
  await eyes.stop();
});

test('server-sent events carry the same frames', async () => {
  await using world = await startWorld();
  world.put({ id: 'a' });
  const stop = new AbortController();
  const response = await world.get('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: topology }),
    signal: stop.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  const reading = (async () => {
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) text += part;
  })().catch(() => {});
  await expect.poll(() => text).toContain('"type":"SNAPSHOT"');
  world.put({ id: 'b' });
  await expect.poll(() => text).toContain('"type":"DELTA"');
  stop.abort();
  await reading;
});

test('subscribers with the same question share executions', async () => {
  await using world = await startWorld();
  world.put({ id: 'a' });
  const eyes = Array.from({ length: 10 }, () => subscribe<Frame>(world.url, topology));
  await Promise.all(eyes.map((each) => each.until(({ complete }) => complete)));
  const executed = async () => {
    const text = await (await world.get('/metrics')).text();
    return Number(/^canopy_frames_executed_total (\d+)$/m.exec(text)?.[1]);
  };
  const before = await executed();
  world.put({ id: 'b' });
  await Promise.all(eyes.map((each) => each.until(({ type }) => type === 'DELTA')));
  expect((await executed()) - before).toBe(1);
  expect(new Set(eyes.map(({ frames }) => JSON.stringify(frames.at(-1)))).size).toBe(1);
  await Promise.all(eyes.map((each) => each.stop()));
});

test('a client that does not read gets everything merged when it reads again, and holds up nobody', async () => {
  await using world = await startWorld();
  const text = 'x'.repeat(400_000);
  world.put({ id: 'a', fields: { Text: text, Round: 0 } });
  const query =
    'subscription { topology { type since revision nodes { added { id } changed { id fields } removed } } }';
  interface Changed {
    since: number;
    revision: number;
    nodes: { added: { id: string }[]; changed: { fields: { Round: number } }[] };
  }
  const slow = new WebSocket(`${world.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  const frames: Changed[] = [];
  slow.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === 'next') frames.push(payload.data.topology);
    else slow.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
  });
  slow.on('open', () => slow.send('{"type":"connection_init"}'));
  await expect.poll(() => frames.length).toBe(1);
  slow.pause();
  const fast = subscribe<Changed>(world.url, query);
  await fast.until(() => true);
  const rounds = 600;
  for (let round = 1; round <= rounds; round++) {
    world.put({ id: 'a', fields: { Text: text, Round: round } });
    if (round % 100 === 0) world.put({ id: `b${round}` });
    if (round % 10 === 0) await fast.until(({ revision }) => revision >= world.graph.reader.revision);
  }
  slow.resume();
  await expect.poll(() => frames.at(-1)?.revision).toBe(world.graph.reader.revision);
  expect(frames.slice(1).every((frame, i) => frame.since === frames[i]!.revision)).toBe(true);
  expect(frames.flatMap(({ nodes }) => nodes.added.map(({ id }) => id))).toEqual([
    'a',
    'b100',
    'b200',
    'b300',
    'b400',
    'b500',
    'b600',
  ]);
  expect(frames.flatMap(({ nodes }) => nodes.changed).at(-1)?.fields.Round).toBe(rounds);
  // What did not fit into the sockets was never made.
  expect(frames.length).toBeLessThan(fast.frames.length);
  slow.terminate();
  await fast.stop();
});
