import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { startWorld } from '../testing/world.ts';
import { printedSchema } from './print.ts';

async function helloWorld() {
  const world = await startWorld();
  world.put({ id: 'ns', type: 'namespace', namespace: '', name: 'default' });
  const labels = { app: 'hello', 'app.kubernetes.io/part-of': 'x' };
  world.put({ id: 'p1', name: 'hello-1', labels, fields: { Node: 'n1' } });
  const status = { state: 'DOWN', health: 'degraded', reason: 'CrashLoopBackOff' } as const;
  world.put({ id: 'p2', name: 'hello-2', labels: { app: 'hello' }, status });
  world.put({ id: 's1', type: 'secret', name: 'mysql-pass' });
  world.link('ns', 'ownership', 'p1');
  world.link('ns', 'ownership', 'p2');
  world.link('p1', 'pod', 's1', 'spec.volumes[0].secret.secretName');
  return world;
}

test('the schema in git is the one that the registry of kinds gives', () => {
  const inGit = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  expect(printedSchema() === inGit, 'run: node apps/api/scripts/print-schema.ts').toBe(true);
});

test('every type, field, argument and value says what it is', () => {
  const schema = buildSchema(printedSchema());
  const silent: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name)) continue;
    if (!type.description) silent.push(type.name);
    if (isEnumType(type))
      for (const value of type.getValues()) if (!value.description) silent.push(`${type.name}.${value.name}`);
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!field.description) silent.push(`${type.name}.${field.name}`);
      if ('args' in field)
        for (const arg of field.args) if (!arg.description) silent.push(`${type.name}.${field.name}(${arg.name}:)`);
    }
  }
  expect(silent).toEqual([]);
});

test('a resource is found by kind, namespace and name, and leads to what it refers to and back', async () => {
  await using world = await helloWorld();
  const { data, errors } = await world.ask<{ resource: { id: string } }>(`{
    resource(kind: "pod", namespace: "default", name: "hello-1") {
      __typename id uid name status { state } owner { name }
      ... on Pod { secrets { totalCount nodes { name ... on Secret { pods { nodes { name } } } } } }
      relations(direction: OUT) { nodes { relationType why to { name } } }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data.resource).toMatchObject({
    __typename: 'Pod',
    uid: 'p1',
    owner: { name: 'default' },
    secrets: { totalCount: 1, nodes: [{ name: 'mysql-pass', pods: { nodes: [{ name: 'hello-1' }] } }] },
    relations: { nodes: [{ relationType: 'pod', why: [{ Path: 'spec.volumes[0].secret.secretName' }] }] },
  });
  const again = await world.ask<{ node: unknown }>(
    'query ($id: ID!) { node(id: $id) { __typename id ... on Resource { name } } }',
    {
      id: data.resource.id,
    },
  );
  expect(again.data.node).toMatchObject({ __typename: 'Pod', name: 'hello-1' });
});

test('resources are narrowed by labels, state and name', async () => {
  await using world = await helloWorld();
  const names = async (args: string) => {
    const { data, errors } = await world.ask<{ resources: { nodes: { name: string }[] } }>(
      `{ resources(${args}) { nodes { name } } }`,
    );
    expect(errors).toBeUndefined();
    return data.resources.nodes.map((node) => node.name);
  };
  expect(await names('kind: "Pod"')).toEqual(['hello-1', 'hello-2']);
  expect(await names('labelSelector: "app=hello,app.kubernetes.io/part-of"')).toEqual(['hello-1']);
  expect(await names('labelSelector: "app in (hello,x),!app.kubernetes.io/part-of"')).toEqual(['hello-2']);
  expect(await names('state: DOWN')).toEqual(['hello-2']);
  expect(await names('name: "*pass"')).toEqual(['mysql-pass']);
  const wrong = await world.ask('{ resources(labelSelector: "app ~ x") { nodes { name } } }');
  expect(wrong.errors?.[0]).toMatchObject({
    message: 'Cannot read "app ~ x" in the label selector; try app=web, tier in (a,b) or !legacy',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('a cursor stays valid while the graph changes, even when its own row goes', async () => {
  await using world = await startWorld();
  for (const name of ['a', 'b', 'c', 'd', 'e']) world.put({ id: name });
  interface Page {
    nodes: { name: string }[];
    pageInfo: { endCursor: string };
  }
  const page = async (after: string | null) => {
    const query =
      'query ($after: String) { resources(kind: "pod", first: 2, after: $after) { nodes { name } pageInfo { endCursor hasNextPage } totalCount } }';
    return (await world.ask<{ resources: Page }>(query, { after })).data.resources;
  };
  const first = await page(null);
  expect(first).toMatchObject({
    nodes: [{ name: 'a' }, { name: 'b' }],
    totalCount: 5,
    pageInfo: { hasNextPage: true },
  });
  world.put({ id: 'f' });
  expect((await page(first.pageInfo.endCursor)).nodes).toEqual([{ name: 'c' }, { name: 'd' }]);
  world.drop('b');
  world.put({ id: 'g' });
  const second = await page(first.pageInfo.endCursor);
  expect(second.nodes).toEqual([{ name: 'c' }, { name: 'd' }]);
});

test('pages follow the order that was asked for, whatever comes and goes meanwhile', async () => {
  await using world = await startWorld();
  for (const [i, name] of ['d', 'a', 'c', 'b', 'a'].entries())
    world.put({
      id: `${name}${i}`,
      name,
      namespace: `n${i}`,
      status: { state: i === 2 ? 'DOWN' : 'UP', health: 'unknown' },
    });
  interface Page {
    nodes: { uid: string }[];
    pageInfo: { endCursor: string; hasNextPage: boolean };
  }
  const query = `query ($orderBy: ResourceOrder, $after: String) {
    resources(orderBy: $orderBy, first: 2, after: $after) { nodes { uid } totalCount pageInfo { endCursor hasNextPage } } }`;
  const page = async (orderBy: object, after: string | null = null) => {
    const { data, errors } = await world.ask<{ resources: Page }>(query, { orderBy, after });
    expect(errors).toBeUndefined();
    return { ...data.resources.pageInfo, ids: data.resources.nodes.map(({ uid }) => uid) };
  };
  const first = await page({ by: 'NAME' });
  expect(first).toMatchObject({ ids: ['a1', 'a4'], hasNextPage: true });
  world.put({ id: 'ab', name: 'ab' });
  world.put({ id: 'Z', name: 'A' });
  world.drop('a4');
  const second = await page({ by: 'NAME' }, first.endCursor);
  expect(second.ids).toEqual(['ab', 'b3']);
  expect(await page({ by: 'NAME' }, second.endCursor)).toMatchObject({ ids: ['c2', 'd0'], hasNextPage: false });
  expect((await page({ by: 'NAME', descending: true })).ids).toEqual(['d0', 'c2']);
  expect((await page({ by: 'STATE' })).ids[0]).toBe('c2');
  const wrong = await world.ask(query, { orderBy: { by: 'TYPE' }, after: first.endCursor });
  expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a Gremlin expression tells its plan when asked', async () => {
  await using world = await helloWorld();
  const { data } = await world.ask<{ gremlin: { plan: string; tookMs: number } }>(
    `{ gremlin(query: "G.V().Has('Type','pod')") { plan tookMs } }`,
  );
  expect(data.gremlin.plan).toContain('plan');
  expect(data.gremlin.tookMs).toBeGreaterThanOrEqual(0);
});

test('a Gremlin expression answers rows, typed nodes and a count; a fault names its place', async () => {
  await using world = await helloWorld();
  interface Found {
    nodes: { rows: { Metadata: { Name: string } }[] };
    count: unknown;
    edges: { edges: unknown };
  }
  const { data, errors } = await world.ask<Found>(`{
    nodes: gremlin(query: "G.V().Has('Type','pod')") { kind count rows nodes { __typename name } }
    count: gremlin(query: "G.V().Count()") { kind rows }
    edges: gremlin(query: "G.E().Has('RelationType','pod')") { kind edges { relationType from { name } to { name } } }
  }`);
  expect(errors).toBeUndefined();
  expect(data.nodes).toMatchObject({ kind: 'NODES', count: 2, nodes: [{ __typename: 'Pod' }, { name: 'hello-2' }] });
  expect(data.nodes.rows[0]?.Metadata.Name).toBe('hello-1');
  expect(data.count).toEqual({ kind: 'SCALAR', rows: [4] });
  expect(data.edges.edges).toEqual([{ relationType: 'pod', from: { name: 'hello-1' }, to: { name: 'mysql-pass' } }]);
  const wrong = await world.ask(`{ gremlin(query: "G.V().Hass('Type')") { rows } }`);
  expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'GREMLIN_SYNTAX', line: 1, column: 7 });
});

test('the object behind a node is read only when asked for, and all of a query at once', async () => {
  await using world = await helloWorld();
  world.extras.set('p1', { metadata: { name: 'hello-1', uid: 'p1' } });
  const { data } = await world.ask<{ resources: { nodes: unknown } }>(
    '{ resources(kind: "pod") { nodes { name extra } } }',
  );
  expect(data.resources.nodes).toEqual([
    { name: 'hello-1', extra: { metadata: { name: 'hello-1', uid: 'p1' } } },
    { name: 'hello-2', extra: null },
  ]);
});

test('the catalogue tells every kind with its fields and links', async () => {
  await using world = await startWorld();
  const { data, errors } = await world.ask<{ kinds: { key: string }[] }>(
    '{ kinds { key type graphqlType fields { name type doc } links { field inverse to } } }',
  );
  expect(errors).toBeUndefined();
  const node = data.kinds.find((kind) => kind.key === 'node');
  expect(node).toMatchObject({ type: 'node', graphqlType: 'ClusterNode' });
});

test.each<[string, string, object]>([
  ['a document that is none', '{ cluster { name', {}],
  ['a field that does not exist', '{ clusters { name } }', {}],
  ['a variable that is missing', 'query ($n: Int!) { resources(first: $n) { totalCount } }', {}],
  ['a variable that does not fit', 'query ($n: Int!) { resources(first: $n) { totalCount } }', { n: 1e30 }],
  ['an id that is none', '{ node(id: "x") { id } }', {}],
])('every fault of a client has a code: %s', async (_title, query, variables) => {
  await using world = await startWorld();
  const { errors } = (await (
    await world.get('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
  ).json()) as { errors: { extensions?: { code?: string } }[] };
  expect(errors[0]?.extensions?.code).toMatch(/^(GRAPHQL_(PARSE|VALIDATION)_FAILED|BAD_USER_INPUT)$/);
});

test('a fault in a subscription has a code too', async () => {
  await using world = await startWorld();
  const query = 'subscription { resource(id: "x") { type } }';
  const headers = { 'content-type': 'application/json', accept: 'text/event-stream' };
  const response = await world.get('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) });
  expect(await response.text()).toContain('"code":"BAD_USER_INPUT"');
});
