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
  // A page of the server's own origin is never the plain case.
  return { plain: await told({}), yoga: await told({ origin: world.url }) };
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
  ['a subscription', { query: 'subscription { topology { type } }' }],
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
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const { plain, yoga } = await ways(world, body, accept);
    expect(plain).toEqual(yoga);
  }
});
