/** Dry runs: everything is checked and answered, nothing is stored. */

import { afterAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { configMap } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
afterAll(() => server.close());

describe(`dry runs of the ${server.name}`, () => {
  test('a dry creation answers as if, and stores nothing', async () => {
    const { code, body } = await client.post(`${maps}?dryRun=All`, configMap('dry', { a: '1' }));
    expect(code).toBe(201);
    expect(body).toMatchObject({ data: { a: '1' }, metadata: { name: 'dry', uid: expect.any(String) } });
    expect((await client.get(`${maps}/dry`)).code).toBe(404);
  });

  test('a dry creation meets what exists', async () => {
    await client.post(maps, configMap('there'));
    expect((await client.post(`${maps}?dryRun=All`, configMap('there'))).code).toBe(409);
    expect((await client.post(`${maps}?dryRun=All`, configMap('Wrong'))).code).toBe(422);
  });

  test('a dry replacement, patch, application and deletion change nothing', async () => {
    const { body: before } = await client.post(maps, configMap('kept', { a: '1' }));
    const path = `${maps}/kept`;
    const put = await client.put(`${path}?dryRun=All`, { ...before, data: { a: '2' } });
    expect(put.body.data).toEqual({ a: '2' });
    const patched = await client.patch(`${path}?dryRun=All`, 'merge-patch', { data: { b: '3' } });
    expect(patched.body.data).toEqual({ a: '1', b: '3' });
    const applied = await client.apply(path, 'dryRun=All&fieldManager=one', configMap('kept', { c: '4' }));
    expect(applied.body.data).toEqual({ a: '1', c: '4' });
    expect((await client.delete(`${path}?dryRun=All`)).code).toBe(200);
    expect((await client.get(path)).body).toEqual(before);
  });

  test('a dry run that is neither all nor nothing is refused', async () => {
    expect((await client.post(`${maps}?dryRun=Some`, configMap('some'))).code).toBe(422);
    expect((await client.get(`${maps}/some`)).code).toBe(404);
  });
});
