import { describe, expect, test } from 'vitest';
import { subscribe } from '../../testing/subscriber.ts';
import { startWorld } from '../../testing/world.ts';

async function world() {
  const made = await startWorld();
  made.put({ id: 'd', type: 'deployment', name: 'web' });
  made.put({ id: 'p', name: 'web-1' });
  made.put({ id: 'k8s', type: 'gateway', name: 'front' });
  made.put({ id: 'istio', type: 'gateway', manager: 'istio', name: 'front' });
  made.put({
    ...{ id: 'crd', type: 'customresourcedefinition', namespace: '', name: 'policies.example.com' },
    fields: { Kind: 'Policy', Group: 'example.com' },
  });
  made.put({ id: 'w', type: 'policy', name: 'mine', fields: { ApiVersion: 'example.com/v1' } });
  made.put({ id: 'v', type: 'policy', name: 'theirs', fields: { ApiVersion: 'other.org/v1' } });
  made.put({ id: 'g', type: 'gadget', name: 'alone' });
  made.link('d', 'deployment', 'p');
  return made;
}

test.each([
  ['pod', ['p']],
  ['Pods', ['p']],
  [' PO ', ['p']],
  ['deployments.apps', ['d']],
  ['Deployment.v1.apps', ['d']],
  ['deploy', ['d']],
  ['gateway', ['k8s', 'istio']],
  ['gateways.gateway.networking.k8s.io', ['k8s']],
  ['gateway.networking.istio.io', ['istio']],
  ['policy', ['w', 'v']],
  ['policies', ['w', 'v']],
  ['policies.example.com', ['w']],
  ['policies.v1.example.com', ['w']],
  ['policies.other.org', ['v']],
  ['gadgets', ['g']],
  ['gadgets.example.com', ['g']],
  ['statefulset', []],
])('a kind may be called "%s"', async (word, ids) => {
  await using made = await world();
  const { data, errors } = await made.ask<{ resources: { nodes: { uid: string }[] } }>(
    'query ($kind: [String!]) { resources(kind: $kind) { nodes { uid } } }',
    { kind: [word] },
  );
  expect(errors).toBeUndefined();
  expect(data.resources.nodes.map(({ uid }) => uid)).toEqual(ids);
});

test('one resource is found by its kind and its group', async () => {
  await using made = await world();
  const { data, errors } = await made.ask(`{
    web: resource(kind: "deploy", namespace: "default", name: "web") { uid }
    istio: resource(kind: "gateway.networking.istio.io", namespace: "default", name: "front") { uid }
    k8s: resource(kind: "gateway.gateway.networking.k8s.io", namespace: "default", name: "front") { uid }
    none: resource(kind: "gateway.networking.istio.io", namespace: "default", name: "back") { uid }
  }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({ web: { uid: 'd' }, istio: { uid: 'istio' }, k8s: { uid: 'k8s' }, none: null });
});

test('what is watched is a kind, though it has no objects yet', async () => {
  await using made = await world();
  const status = { namespace: '', state: 'live', objects: 0, since: 0, relists: 0 } as const;
  made.clusters[0] = { cluster: 'c1', ready: true, kinds: [{ kind: 'widget.example.com', ...status }] } as never;
  const { errors } = await made.ask('{ resources(kind: ["widget", "widget.example.com"]) { totalCount } }');
  expect(errors).toBeUndefined();
});

test('the catalogue is narrowed by the same words', async () => {
  await using made = await world();
  const keys = async (word: string) =>
    (
      await made.ask<{ kinds: { key: string }[] }>('query ($kind: [String!]) { kinds(kind: $kind) { key } }', {
        kind: [word],
      })
    ).data.kinds.map(({ key }) => key);
  expect(await keys('deployments.apps')).toEqual(['deployment']);
  expect(await keys('gateway')).toHaveLength(2);
  expect(await keys('gateways.networking.istio.io')).toHaveLength(1);
});

const kindArgs: readonly [string, string][] = [
  ['resources', '{ resources(kind: "podd") { totalCount } }'],
  ['resource', '{ resource(kind: "podd", name: "x") { uid } }'],
  ['kinds', '{ kinds(kind: "podd") { key } }'],
  ['relations', '{ resources(name: "web") { nodes { relations(type: "podd") { totalCount } } } }'],
  [
    'a relation field',
    '{ resources(name: "web-1") { nodes { ... on Pod { secrets(kind: "podd") { totalCount } } } } }',
  ],
];

describe('a word that means nothing', () => {
  test.each(kindArgs)('is no kind in %s', async (_title, query) => {
    await using made = await world();
    expect((await made.ask(query)).errors?.[0]).toMatchObject({
      message: 'there is no kind "podd"; did you mean pod?',
      extensions: { code: 'BAD_USER_INPUT', unknown: 'kind', suggestion: 'pod' },
    });
  });

  test('is no kind where the group is another, nor what every object inherits', async () => {
    await using made = await world();
    for (const kind of ['deployments.batch', 'policies.nowhere.org', 'constructor', '', '.', 'x'.repeat(100_000)]) {
      const { errors } = await made.ask('query ($kind: [String!]) { resources(kind: $kind) { totalCount } }', {
        kind: [kind],
      });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', unknown: 'kind' });
      expect(errors![0]!.message.length).toBeLessThan(200);
    }
  });

  test('is no relation', async () => {
    await using made = await world();
    const ask = (relation: string) =>
      made.ask(`{ resources(kind: "deployment") { nodes { relations(relationType: "${relation}") { totalCount } } } }`);
    expect((await ask('ownership')).errors).toBeUndefined();
    expect((await ask('policy')).errors).toBeUndefined();
    expect((await ask('deploymnet')).errors?.[0]).toMatchObject({
      message: 'there is no relation "deploymnet"; did you mean deployment?',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test.each([
    '{ resources(namespace: "Shop 1") { totalCount } }',
    '{ resource(kind: "pod", namespace: "Shop 1", name: "x") { uid } }',
    '{ stale(namespace: "Shop 1") { command } }',
    '{ problems(namespace: "Shop 1") { reason } }',
    '{ resources(name: "web-1") { nodes { ... on Pod { secrets(namespace: "Shop 1") { totalCount } } } } }',
  ])('cannot be a namespace: %s', async (query) => {
    await using made = await world();
    const { errors } = await made.ask(query);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('"Shop 1" cannot be the name of a namespace'),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('is told to who subscribes', async () => {
    await using made = await world();
    for (const [field, message] of [
      ['topology(filter: { types: ["podd"] }) { type }', 'did you mean pod?'],
      ['topology(filter: { relationTypes: ["nothing"] }) { type }', 'there is no relation'],
      ['topology(filter: { namespaces: ["A B"] }) { type }', 'cannot be the name'],
      ['alerts(namespace: "A B") { type }', 'cannot be the name'],
    ]) {
      const eyes = subscribe(made.url, `subscription { ${field} }`);
      await expect.poll(() => eyes.errors, { timeout: 20_000 }).not.toEqual([]);
      expect(eyes.errors[0]).toMatchObject({ message: expect.stringContaining(message!) });
      await eyes.stop();
    }
  });
});

test('a picture of kinds by their groups shows those alone', async () => {
  await using made = await world();
  const filter = '{ types: ["gateways.networking.istio.io", "PO"] }';
  const eyes = subscribe<{ complete: boolean; nodes: { added: { id: string }[] } }>(
    made.url,
    `subscription { topology(filter: ${filter}) { complete nodes { added { id } } } }`,
  );
  await eyes.until(({ complete }) => complete);
  expect(eyes.frames.flatMap(({ nodes }) => nodes.added.map(({ id }) => id)).sort()).toEqual(['istio', 'p']);
  await eyes.stop();
});
