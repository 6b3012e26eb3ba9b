/** Lists: their shape, their order, and paging over a consistent snapshot. */

import { afterAll, describe, expect, test } from 'vitest';
import { type Body, clientOf, field, names } from './client.ts';
import { secret } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
afterAll(() => server.close());

/** A namespace with secrets a to g: nothing else makes secrets there. */
async function sevenSecrets(): Promise<string> {
  const path = `/api/v1/namespaces/${await client.namespace()}/secrets`;
  for (const name of ['d', 'b', 'g', 'a', 'f', 'c', 'e']) await client.post(path, secret(name));
  return path;
}

const after = (page: Body) => `continue=${encodeURIComponent(page.metadata.continue ?? '')}`;

describe(`lists of the ${server.name}`, () => {
  test('a list has a kind and a version of its own; its items have no kind', async () => {
    const { code, body } = await client.get(await sevenSecrets());
    expect(code).toBe(200);
    expect(body).toMatchObject({ kind: 'SecretList', apiVersion: 'v1' });
    expect(body.metadata.resourceVersion).toMatch(/^[1-9]\d*$/);
    expect(body.items[0]).not.toHaveProperty('kind');
    expect(body.items[0]).not.toHaveProperty('apiVersion');
  });

  test('items come in the order of their names', async () => {
    const path = await sevenSecrets();
    expect(names((await client.get(path)).body)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  test('a list over all namespaces is ordered by namespace and name', async () => {
    for (const _ of [1, 2]) await sevenSecrets();
    const { body } = await client.get('/api/v1/secrets');
    const keys = body.items.map((item) => `${item.metadata.namespace}/${item.metadata.name}`);
    expect(keys.length).toBeGreaterThanOrEqual(14);
    expect(keys).toEqual([...keys].sort());
  });

  test('a list is as new as the newest thing in it', async () => {
    const path = await sevenSecrets();
    const { body } = await client.get(path);
    for (const item of body.items)
      expect(BigInt(body.metadata.resourceVersion)).toBeGreaterThanOrEqual(BigInt(item.metadata.resourceVersion));
  });

  test('pages add up to the whole and count what is left', async () => {
    const path = await sevenSecrets();
    const first = (await client.get(`${path}?limit=3`)).body;
    const second = (await client.get(`${path}?limit=3&${after(first)}`)).body;
    const third = (await client.get(`${path}?limit=3&${after(second)}`)).body;
    expect([first, second, third].map(names)).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
    expect([first, second, third].map((page) => page.metadata.remainingItemCount)).toEqual([4, 1, undefined]);
    expect(third.metadata.continue ?? '').toBe('');
  });

  test('pages show the moment of the first page', async () => {
    const path = await sevenSecrets();
    const first = (await client.get(`${path}?limit=3`)).body;
    await client.post(path, secret('d2'));
    await client.delete(`${path}/e`);
    await client.patch(`${path}/f`, 'merge-patch', { metadata: { labels: { changed: 'yes' } } });
    const rest = (await client.get(`${path}?limit=500&${after(first)}`)).body;
    expect(names(rest)).toEqual(['d', 'e', 'f', 'g']);
    expect(rest.items[2]?.metadata.labels).toBeUndefined();
    expect(rest.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
  });

  test('a watch from the first page loses nothing', async () => {
    const path = await sevenSecrets();
    const first = (await client.get(`${path}?limit=1`)).body;
    const all = (await client.get(path)).body;
    expect(BigInt(first.metadata.resourceVersion)).toBeLessThanOrEqual(BigInt(all.metadata.resourceVersion));
  });

  test('the last page of a limit that just fits has no continuation', async () => {
    const path = await sevenSecrets();
    const { body } = await client.get(`${path}?limit=7`);
    expect(body.items).toHaveLength(7);
    expect(body.metadata.continue ?? '').toBe('');
    expect(body.metadata.remainingItemCount).toBeUndefined();
  });

  test('paging with a selector does not count what is left', async () => {
    const path = await sevenSecrets();
    for (const name of ['a', 'c', 'e'])
      await client.patch(`${path}/${name}`, 'merge-patch', { metadata: { labels: { odd: 'yes' } } });
    const first = (await client.get(`${path}?limit=2&labelSelector=odd`)).body;
    expect(names(first)).toEqual(['a', 'c']);
    expect(first.metadata.remainingItemCount).toBeUndefined();
    expect(names((await client.get(`${path}?limit=2&labelSelector=odd&${after(first)}`)).body)).toEqual(['e']);
  });

  test('a continuation that is none is a BadRequest', async () => {
    const { code, body } = await client.get(`/api/v1/secrets?limit=2&continue=nonsense`);
    expect(code).toBe(400);
    expect(body).toMatchObject({ kind: 'Status', reason: 'BadRequest' });
  });

  test('a forgotten continuation is Expired, and offers to go on inconsistently', async () => {
    const path = await sevenSecrets();
    const first = (await client.get(`${path}?limit=3`)).body;
    await client.post(path, secret('h'));
    await server.forget();
    const { code, body } = await client.get(`${path}?limit=3&${after(first)}`);
    expect(code).toBe(410);
    expect(body).toMatchObject({ kind: 'Status', code: 410, reason: 'Expired' });
    const rest = (await client.get(`${path}?${after(body)}`)).body;
    expect(names(rest)).toEqual(['d', 'e', 'f', 'g', 'h']);
  });

  test('a list may be as old as the client allows', async () => {
    const path = await sevenSecrets();
    const newest = (await client.get(path)).body.metadata.resourceVersion;
    expect((await client.get(`${path}?resourceVersion=0`)).code).toBe(200);
    const recent = await client.get(`${path}?resourceVersion=${newest}&resourceVersionMatch=NotOlderThan`);
    expect(recent.body.items).toHaveLength(7);
    expect(BigInt(recent.body.metadata.resourceVersion)).toBeGreaterThanOrEqual(BigInt(newest));
  });

  test('a list of exactly one moment shows that moment', async () => {
    const path = await sevenSecrets();
    const then = (await client.get(path)).body.metadata.resourceVersion;
    await client.delete(`${path}/a`);
    const { body } = await client.get(`${path}?resourceVersion=${then}&resourceVersionMatch=Exact`);
    expect(names(body)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(body.metadata.resourceVersion).toBe(then);
  });

  test('a version from the future is a Timeout with a cause', async () => {
    const { code, body } = await client.get(
      '/api/v1/secrets?resourceVersion=999999999&resourceVersionMatch=NotOlderThan',
    );
    expect(code).toBe(504);
    expect(body).toMatchObject({ reason: 'Timeout', details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } });
    expect(field(body, 'details.retryAfterSeconds')).toBeGreaterThan(0);
  });

  test.each(['resourceVersionMatch=Exact', 'resourceVersion=7&resourceVersionMatch=Roughly'])(
    'the options %s are refused',
    async (options) => {
      expect((await client.get(`/api/v1/secrets?${options}`)).code).toBe(422);
    },
  );
});
