/** What is answered on the short way is what yoga answers: each request is sent in both ways and compared. */

import { expect, test } from 'vitest';
import { startWorld, type World } from '../testing/world.ts';

async function ways(world: World, body: unknown, accept = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const told = async (more: Record<string, string>) => {
    const headers = { 'content-type': 'application/json', accept, ...more };
    const response = await world.get('/graphql', { method: 'POST', body: text, headers });
    const answered = await response.text();
    return { status: response.status, type: response.headers.get('content-type'), body: asJson(answered) };
  };
  const origin = world.url;
  const yoga = await told({ 'content-type': 'application/json; charset="utf-8"' });
  // A page of the server's own origin goes the short way too.
  return { plain: await told({}), page: await told({ origin }), yoga };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const one = 'query One($name: String!) { resource(kind: "pod", name: $name, namespace: "default") { name } }';

test.each<[string, unknown]>([
  ['a read', { query: one, variables: { name: 'a' } }],
  ['a read without variables', { query: '{ cluster { name } }', variables: null, operationName: null }],
  ['one operation of several', { query: `${one} query Two { cluster { name } }`, operationName: 'Two' }],
  ['a fault in a resolver', { query: '{ gremlin(query: "G.V(") { count } }' }],
  ['a fault below the root', { query: '{ a: cluster { name } resources(first: -1) { totalCount } }' }],
  ['a variable that does not fit', { query: one, variables: { name: 7 } }],
  ['a variable that is missing', { query: one }],
  ['a document that is none', { query: '{ cluster {' }],
  ['a field that does not exist', { query: '{ clusters { name } }' }],
  ['several operations and none named', { query: `${one} query Two { cluster { name } }` }],
  ['an operation that does not exist', { query: one, operationName: 'Other' }],
  ['too many aliases', { query: `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: cluster { name }`).join(' ')} }` }],
  ['a batch', [{ query: '{ cluster { name } }' }]],
  ['no query', { variables: {} }],
  ['a query that is no text', { query: 7 }],
  ['variables that are no object', { query: one, variables: [1] }],
  ['unknown parts', { query: '{ cluster { name } }', other: 1 }],
  ['extensions', { query: '{ cluster { name } }', extensions: { a: 1 } }],
  ['no JSON', '{"query":'],
  ['nothing', ''],
  ['introspection', { query: '{ __schema { queryType { name } } }' }],
])('%s', async (_title, body) => {
  await using world = await startWorld();
  world.put({ id: 'a', name: 'a' });
  for (const accept of [
    'application/json',
    'application/graphql-response+json',
    '*/*',
    'application/json, text/plain, */*',
    'application/graphql-response+json, application/json, text/event-stream, multipart/mixed',
    'text/event-stream, application/json;q=0.5',
    'application/json;charset=latin1, application/*',
    'text/html',
  ]) {
    const { plain, page, yoga } = await ways(world, body, accept);
    expect({ accept, ...plain }).toEqual({ accept, ...yoga });
    expect(page).toEqual(plain);
  }
});

test('a page of another site that may ask is told so on every way', async () => {
  await using world = await startWorld({ allowedOrigins: ['https://tools.example'] });
  const origin = 'https://tools.example';
  const headers = { 'content-type': 'application/json', accept: '*/*', origin };
  const body = JSON.stringify({ query: '{ cluster { name } }' });
  const response = await world.get('/graphql', { method: 'POST', body, headers });
  expect(response.headers.get('access-control-allow-origin')).toBe(origin);
});

const follow = JSON.stringify({ query: 'subscription { topology { type nodes { added { id } } } }' });

test('a subscription of somebody who accepts no events is refused', async () => {
  await using world = await startWorld();
  const { plain, page, yoga } = await ways(world, follow);
  expect(plain).toEqual(yoga);
  expect([page.status, plain.status]).toEqual([406, 406]);
});

test('a subscription of somebody who accepts anything is sent as events, until he leaves', async () => {
  await using world = await startWorld();
  world.put({ id: 'a', name: 'a' });
  const left = new AbortController();
  const headers = { 'content-type': 'application/json', accept: '*/*' };
  const { signal } = left;
  const response = await world.get('/graphql', { method: 'POST', headers, body: follow, signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const until = async (wanted: string) => {
    for (let seen = ''; !seen.includes(wanted); ) seen += (await reader.read()).value ?? '';
  };
  await until('SNAPSHOT');
  world.put({ id: 'b', name: 'b' });
  await until('"DELTA"');
  const open = async () => /^canopy_subscriptions\S* (\d+)$/m.exec(await (await world.get('/metrics')).text())?.[1];
  expect(await open()).toBe('1');
  left.abort();
  await expect.poll(open).not.toBe('1');
});

test('an answer that cannot be made is an error that somebody is told, not a connection that breaks', async () => {
  await using world = await startWorld();
  world.put({ id: 'a' });
  const ask = () =>
    world.get('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ resources(kind: "pod") { nodes { extra } } }' }),
    });
  // No JSON has such numbers.
  world.extras.set('a', { metadata: { generation: 1n } } as never);
  const failed = await ask();
  expect([failed.status, await failed.text()]).toEqual([500, 'Unexpected error\n']);
  const endless = {
    toJSON: () => {
      throw new RangeError('Invalid string length');
    },
  };
  world.extras.set('a', endless as never);
  const long = await ask();
  expect([long.status, await long.json()]).toEqual([
    200,
    {
      errors: [
        expect.objectContaining({ message: expect.stringContaining('too long'), extensions: { code: 'LIMIT' } }),
      ],
    },
  ]);
});
