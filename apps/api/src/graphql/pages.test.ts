import { expect, test } from 'vitest';
import { startWorld } from '../testing/world.ts';

async function fivePods() {
  const world = await startWorld();
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'default' });
  for (const id of ['a', 'b', 'c', 'd', 'e']) {
    world.put({ id });
    world.link('ns', 'ownership', id);
  }
  return world;
}

interface Page {
  nodes: { name: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
}

const shape = 'nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

test('the last pods are read page by page towards the first', async () => {
  await using world = await fivePods();
  const query = `query ($before: String, $orderBy: ResourceOrder) {
    resources(kind: "pod", last: 2, before: $before, orderBy: $orderBy) { ${shape} } }`;
  for (const orderBy of [null, { by: 'NAME' }]) {
    const page = async (before: string | null) => {
      const { data, errors } = await world.ask<{ resources: Page }>(query, { before, orderBy });
      expect(errors).toBeUndefined();
      return data.resources;
    };
    const last = await page(null);
    expect(last.nodes.map(({ name }) => name)).toEqual(['d', 'e']);
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const middle = await page(last.pageInfo.startCursor);
    expect(middle.nodes.map(({ name }) => name)).toEqual(['b', 'c']);
    expect(middle.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const first = await page(middle.pageInfo.startCursor);
    expect(first.nodes.map(({ name }) => name)).toEqual(['a']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  }
});

test('every connection can be read from its end', async () => {
  await using world = await fivePods();
  world.put({ id: 's', type: 'secret' });
  for (const id of ['a', 'b', 'c']) world.link(id, 'pod', 's');
  const { data, errors } = await world.ask<{ resource: { owned: Page; relations: Page }; secret: { pods: Page } }>(`{
    resource(kind: "namespace", name: "default") {
      owned(last: 1) { ${shape} }
      relations(last: 1) { nodes { to { name } } pageInfo { hasPreviousPage } }
    }
    secret: resource(kind: "secret", namespace: "default", name: "s") { ... on Secret { pods(last: 1) { ${shape} } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.resource).toMatchObject({
    owned: { nodes: [{ name: 'e' }], pageInfo: { hasPreviousPage: true, hasNextPage: false } },
    relations: { nodes: [{ to: { name: 'e' } }], pageInfo: { hasPreviousPage: true } },
  });
  expect(data.secret.pods).toMatchObject({
    nodes: [{ name: 'c' }],
    pageInfo: { hasPreviousPage: true, hasNextPage: false },
  });
});

test('a page of nothing tells whether there is something', async () => {
  await using world = await fivePods();
  const { data } = await world.ask<{ first: Page; last: Page }>(`{
    first: resources(kind: "pod", first: 0) { ${shape} } last: resources(kind: "pod", last: 0) { ${shape} } }`);
  expect(data.first).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  expect(data.last).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
});

const hostile = Buffer.from('["NAME",{"toString":1},"x"]').toString('base64url');

test.each<[string, string, string]>([
  ['first: -1', 'BAD_USER_INPUT', 'first: -1 is negative'],
  ['last: -1', 'BAD_USER_INPUT', 'last: -1 is negative'],
  ['first: 1, last: 1', 'BAD_USER_INPUT', 'not both'],
  ['last: 1001', 'LIMIT', 'at most 1000'],
  ['before: "x"', 'BAD_USER_INPUT', 'Not a cursor'],
  ['after: ""', 'BAD_USER_INPUT', 'Not a cursor'],
  ['after: "", orderBy: { by: NAME }', 'BAD_USER_INPUT', 'Not a cursor'],
  [`after: "${hostile}", orderBy: { by: NAME }`, 'BAD_USER_INPUT', 'Not a cursor of the order NAME'],
])('a page that nobody can make is refused: %s', async (args, code, message) => {
  await using world = await startWorld();
  const { errors } = await world.ask(`{ resources(${args}) { totalCount } }`);
  expect(errors?.[0]).toMatchObject({ message: expect.stringContaining(message), extensions: { code } });
});
