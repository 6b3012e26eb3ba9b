import { expect, test } from 'vitest';
import { subscribe } from '../testing/subscriber.ts';
import { startUsers } from '../testing/two-users.ts';
import type { Answer, World } from '../testing/world.ts';

async function twoTeams() {
  const started = await startUsers({
    admin: ['*'],
    alice: ['pods/team-a', 'configmaps/team-a'],
  });
  const { world } = started;
  world.put({ id: 'c', type: 'cluster', namespace: '', name: 'c1' });
  for (const team of ['team-a', 'team-b']) {
    world.put({ id: `ns-${team}`, type: 'namespace', namespace: '', name: team });
    world.put({ id: `pod-${team}`, namespace: team, name: 'web' });
    world.put({ id: `box-${team}`, type: 'container', namespace: team, name: 'web' });
    world.put({ id: `secret-${team}`, type: 'secret', namespace: team, name: 'key' });
    world.link(`ns-${team}`, 'ownership', `pod-${team}`);
    world.link(`pod-${team}`, 'ownership', `box-${team}`);
    world.link(`pod-${team}`, 'pod', `secret-${team}`);
  }
  // From one team's pod over a hidden secret to the other's.
  world.link('secret-team-a', 'odd', 'pod-team-b');
  return started;
}

async function ask<Data>(world: World, who: string, query: string): Promise<Data> {
  const response = await world.get('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${who}` },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as Answer<Data>).data;
}

async function rest(world: World, who: string, gremlin: string): Promise<{ ID: string }[]> {
  const response = await world.get('/api/topology', {
    method: 'POST',
    headers: { authorization: `Bearer ${who}` },
    body: JSON.stringify({ GremlinQuery: gremlin }),
  });
  return (await response.json()) as { ID: string }[];
}

const topology = 'subscription { topology { type nodes { added { id } removed } edges { added { id } removed } } }';
interface Frame {
  type: string;
  nodes: { added: { id: string }[]; removed: string[] };
  edges: { added: { id: string }[] };
}

test('two users see what each may list, through every door', async () => {
  const { world } = await twoTeams();
  await using _ = world;
  const seen = ['c', 'pod-team-a', 'box-team-a'];
  expect((await rest(world, 'alice', 'G.V()')).map(({ ID }) => ID)).toEqual(seen);
  expect((await rest(world, 'admin', 'G.V()')).length).toBe(9);
  expect(await rest(world, 'alice', 'G.V().Count()')).toBe(3);
  expect(await rest(world, 'alice', 'G.E().Count()')).toBe(1);
  const { data, names } = await ask<{ data: unknown; names: { nodes: unknown[] } }>(
    world,
    'alice',
    `{ data: resources { totalCount nodes { uid } }
       names: gremlin(query: "G.V().Has('Name','web')") { count nodes { uid ... on Pod { secrets { totalCount nodes { name } } } } } }`,
  );
  expect(data).toEqual({ totalCount: 3, nodes: seen.map((uid) => ({ uid })) });
  expect(names.nodes[0]).toEqual({ uid: 'pod-team-a', secrets: { totalCount: 0, nodes: [] } });
  const eyes = subscribe<Frame>(world.url, topology, {}, { token: 'alice' });
  const first = await eyes.until(() => true);
  expect(first.nodes.added.map(({ id }) => id)).toEqual(seen);
  expect(first.edges.added.map(({ id }) => id)).toEqual(['pod-team-a|ownership|box-team-a']);
  await eyes.stop();
});

test('what is hidden is found by no name, no id, no path and no count', async () => {
  const { world } = await twoTeams();
  await using _ = world;
  const { resource } = await ask<{ resource: { id: string } }>(
    world,
    'admin',
    '{ resource(kind: "secret", namespace: "team-b", name: "key") { id } }',
  );
  const hidden = await ask(
    world,
    'alice',
    `{ resource(kind: "secret", namespace: "team-b", name: "key") { id }
       node(id: "${resource.id}") { id }
       resources(namespace: "team-b") { totalCount } }`,
  );
  expect(hidden).toEqual({ resource: null, node: null, resources: { totalCount: 0 } });
  expect(await rest(world, 'alice', "G.V().Has('Name','web').Out('secret').Out()")).toEqual([]);
  expect(await rest(world, 'admin', "G.V('pod-team-a').Out().Out().Dedup()")).toMatchObject([{ ID: 'pod-team-b' }]);
  expect(await rest(world, 'alice', "G.V('pod-team-a').Out().Out()")).toEqual([]);
});

test('of hidden neighbours there is a number', async () => {
  const { world } = await twoTeams();
  await using _ = world;
  world.link('pod-team-a', 'again', 'secret-team-a');
  const count = async (who: string) => {
    const query = '{ resource(kind: "pod", namespace: "team-a", name: "web") { hiddenNeighbours } }';
    return (await ask<{ resource: { hiddenNeighbours: number } }>(world, who, query)).resource.hiddenNeighbours;
  };
  // The namespace and the secret, which two edges lead to; the container may be seen.
  expect([await count('alice'), await count('admin')]).toEqual([2, 0]);
});

test('a binding that is made or taken away shows in an open picture', async () => {
  const { world, users } = await twoTeams();
  await using _ = world;
  const eyes = subscribe<Frame>(world.url, topology, {}, { token: 'alice' });
  await eyes.until(() => true);
  users.rights.alice = ['pods/team-b'];
  const after = await eyes.until(
    ({ type, nodes }) => type === 'SNAPSHOT' && nodes.added.some(({ id }) => id === 'pod-team-b'),
  );
  expect(after.nodes.added.map(({ id }) => id)).toEqual(['c', 'pod-team-b', 'box-team-b']);
  expect(eyes.frames.map(({ type }) => type)).toEqual(['SNAPSHOT', 'RESYNC', 'SNAPSHOT']);
  world.put({ id: 'pod2', namespace: 'team-a' });
  world.put({ id: 'pod3', namespace: 'team-b' });
  const delta = await eyes.until(({ type }) => type === 'DELTA');
  expect(delta.nodes.added.map(({ id }) => id)).toEqual(['pod3']);
  await eyes.stop();
});

test('rights that changed make a revision from before them worthless', async () => {
  const { world, users } = await twoTeams();
  await using _ = world;
  const query =
    'subscription ($since: Int) { topology(since: $since) { type revision nodes { added { id } removed } edges { added { id } } } }';
  const eyes = subscribe<Frame & { revision: number }>(world.url, query, {}, { token: 'alice' });
  const { revision } = await eyes.until(() => true);
  await eyes.stop();
  users.rights.alice = [];
  await expect.poll(() => rest(world, 'alice', 'G.V().Count()')).toBe(1);
  const back = subscribe<Frame>(world.url, query, { since: revision }, { token: 'alice' });
  await back.until(({ type }) => type === 'SNAPSHOT');
  expect(back.frames.map(({ type }) => type)).toEqual(['RESYNC', 'SNAPSHOT']);
  await back.stop();
});

test('a namespace that is new is asked for, and shows when it may', async () => {
  const { world, users } = await twoTeams();
  await using _ = world;
  users.rights.alice!.push('pods/team-c');
  expect(await rest(world, 'alice', 'G.V().Count()')).toBe(3);
  world.put({ id: 'pod-team-c', namespace: 'team-c' });
  await expect.poll(() => rest(world, 'alice', 'G.V().Count()')).toBe(4);
});

test('the figures of the server are for those who may get /metrics', async () => {
  const { world, users } = await twoTeams();
  await using _ = world;
  const metrics = async (who: string) =>
    (await world.get('/metrics', { headers: { authorization: `Bearer ${who}` } })).status;
  expect([await metrics('admin'), await metrics('alice'), await metrics('nobody')]).toEqual([200, 403, 401]);
  users.rights.alice!.push('/metrics');
  await expect.poll(() => metrics('alice')).toBe(200);
  expect(await (await world.get('/readyz')).json()).toEqual({ ready: true });
});
