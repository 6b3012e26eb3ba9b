/** Creating, reading, replacing and deleting one object. */

import { afterAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { configMap, secret } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
afterAll(() => server.close());

describe(`objects of the ${server.name}`, () => {
  test('a created object gets its identity from the server', async () => {
    const { code, body } = await client.post(maps, configMap('created', { a: '1' }));
    expect(code).toBe(201);
    expect(body).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
    expect(body.metadata).toMatchObject({
      name: 'created',
      namespace,
      uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
      resourceVersion: expect.stringMatching(/^[1-9]\d*$/),
      creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect((await client.get(`${maps}/created`)).body).toEqual(body);
  });

  test('what the client says of identity and time is ignored', async () => {
    const claimed = { uid: 'mine', creationTimestamp: '2001-01-01T00:00:00Z', generation: 12, selfLink: '/x' };
    const { body } = await client.post(maps, configMap('claimed', {}, claimed));
    expect(body.metadata.uid).not.toBe('mine');
    expect(body.metadata.creationTimestamp).not.toBe('2001-01-01T00:00:00Z');
  });

  test('an object must not come with a resourceVersion', async () => {
    const { code } = await client.post(maps, configMap('versioned', {}, { resourceVersion: '7' }));
    expect(code).toBeGreaterThanOrEqual(400);
    expect((await client.get(`${maps}/versioned`)).code).toBe(404);
  });

  test('a replaced object keeps its uid and gets a higher version', async () => {
    const before = (await client.post(maps, configMap('replaced', { a: '1' }))).body;
    const { code, body } = await client.put(`${maps}/replaced`, { ...before, data: { b: '2' } });
    expect(code).toBe(200);
    expect(body.data).toEqual({ b: '2' });
    expect(body.metadata.uid).toBe(before.metadata.uid);
    expect(body.metadata.creationTimestamp).toBe(before.metadata.creationTimestamp);
    expect(BigInt(body.metadata.resourceVersion)).toBeGreaterThan(BigInt(before.metadata.resourceVersion));
  });

  test('a replacement without a version overwrites what is there', async () => {
    await client.post(maps, configMap('overwritten', { a: '1' }));
    const { code, body } = await client.put(`${maps}/overwritten`, configMap('overwritten', { c: '3' }));
    expect(code).toBe(200);
    expect(body.data).toEqual({ c: '3' });
  });

  test('a replacement that changes nothing keeps the version', async () => {
    const before = (await client.post(maps, configMap('unchanged', { a: '1' }))).body;
    const { body } = await client.put(`${maps}/unchanged`, before);
    expect(body.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
  });

  test('a deleted object is gone, and the server says whom it deleted', async () => {
    const { uid } = (await client.post(maps, configMap('deleted'))).body.metadata;
    const { code, body } = await client.delete(`${maps}/deleted`);
    expect(code).toBe(200);
    expect(body).toMatchObject({
      kind: 'Status',
      status: 'Success',
      details: { name: 'deleted', kind: 'configmaps', uid },
    });
    expect((await client.get(`${maps}/deleted`)).code).toBe(404);
  });

  test('an object made again under its old name is another one', async () => {
    const first = (await client.post(maps, configMap('again'))).body.metadata.uid;
    await client.delete(`${maps}/again`);
    expect((await client.post(maps, configMap('again'))).body.metadata.uid).not.toBe(first);
  });

  test('deletion can insist on a uid', async () => {
    await client.post(maps, configMap('insisted'));
    const refused = await client.delete(`${maps}/insisted`, { preconditions: { uid: 'another' } });
    expect(refused.code).toBe(409);
    expect(refused.body).toMatchObject({ kind: 'Status', reason: 'Conflict' });
    expect((await client.get(`${maps}/insisted`)).code).toBe(200);
  });

  test('a collection is deleted by label', async () => {
    const one = { labels: { batch: 'one' } };
    for (const name of ['batch-a', 'batch-b']) await client.post(maps, configMap(name, {}, one));
    await client.post(maps, configMap('batch-c', {}, { labels: { batch: 'two' } }));
    const { code } = await client.delete(`${maps}?labelSelector=batch%3Done`);
    expect(code).toBe(200);
    const left = (await client.get(`${maps}?labelSelector=batch`)).body.items;
    expect(left.map((item) => item.metadata.name)).toEqual(['batch-c']);
  });

  test('the strings of a secret are stored as base64 data', async () => {
    const { body } = await client.post(`/api/v1/namespaces/${namespace}/secrets`, secret('strings'));
    expect(body).toMatchObject({ kind: 'Secret', type: 'Opaque', data: { key: 'dmFsdWU=' } });
    expect(body).not.toHaveProperty('stringData');
  });

  test('a generated name begins with what was asked for', async () => {
    const create = () => client.post(maps, { metadata: { generateName: 'made-' } });
    const [one, two] = [(await create()).body.metadata, (await create()).body.metadata];
    expect(one.name).toMatch(/^made-[a-z0-9]{5}$/);
    expect(one.generateName).toBe('made-');
    expect(two.name).not.toBe(one.name);
  });

  test('a given name wins over a generated one', async () => {
    const { body } = await client.post(maps, { metadata: { name: 'given', generateName: 'made-' } });
    expect(body.metadata.name).toBe('given');
  });
});
