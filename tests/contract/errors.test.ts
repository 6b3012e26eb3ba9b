/** How a server refuses: the codes and reasons of Status objects. */

import { afterAll, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { configMap, deployment } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
afterAll(() => server.close());

const failure = (code: number, reason: string) => ({
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  code,
  reason,
  message: expect.any(String),
});

describe(`refusals of the ${server.name}`, () => {
  test('an object that does not exist is NotFound', async () => {
    const { code, body } = await client.get(`${maps}/missing`);
    expect(code).toBe(404);
    expect(body).toMatchObject({
      ...failure(404, 'NotFound'),
      message: 'configmaps "missing" not found',
      details: { name: 'missing', kind: 'configmaps' },
    });
  });

  test('the group of a missing object is told', async () => {
    const { body } = await client.get(`/apis/apps/v1/namespaces/${namespace}/deployments/missing`);
    expect(body).toMatchObject({
      message: 'deployments.apps "missing" not found',
      details: { name: 'missing', group: 'apps', kind: 'deployments' },
    });
  });

  test.each(['PUT', 'DELETE'])('%s of an object that does not exist is NotFound', async (method) => {
    const answer =
      method === 'PUT'
        ? await client.put(`${maps}/missing`, configMap('missing', {}, { resourceVersion: '1' }))
        : await client.delete(`${maps}/missing`);
    expect(answer.code).toBe(404);
    expect(answer.body).toMatchObject(failure(404, 'NotFound'));
  });

  test('a namespace that does not exist takes no objects', async () => {
    const { code, body } = await client.post('/api/v1/namespaces/nowhere/configmaps', configMap('a'));
    expect(code).toBe(404);
    expect(body).toMatchObject({ ...failure(404, 'NotFound'), message: 'namespaces "nowhere" not found' });
  });

  test('a namespace that does not exist has an empty list', async () => {
    const { code, body } = await client.get('/api/v1/namespaces/nowhere/configmaps');
    expect(code).toBe(200);
    expect(body.items).toEqual([]);
  });

  test('a second object of the same name is AlreadyExists', async () => {
    await client.post(maps, configMap('twice'));
    const { code, body } = await client.post(maps, configMap('twice'));
    expect(code).toBe(409);
    expect(body).toMatchObject({
      ...failure(409, 'AlreadyExists'),
      message: 'configmaps "twice" already exists',
      details: { name: 'twice', kind: 'configmaps' },
    });
  });

  test('a replacement of a stale version is a Conflict', async () => {
    const first = (await client.post(maps, configMap('stale', { a: '1' }))).body;
    await client.put(`${maps}/stale`, { ...first, data: { a: '2' } });
    const { code, body } = await client.put(`${maps}/stale`, { ...first, data: { a: '3' } });
    expect(code).toBe(409);
    expect(body).toMatchObject(failure(409, 'Conflict'));
    expect(body.message).toContain('the object has been modified');
    expect((await client.get(`${maps}/stale`)).body.data).toEqual({ a: '2' });
  });

  test('a replacement for another uid is a Conflict', async () => {
    await client.post(maps, configMap('other-uid'));
    const { code } = await client.put(`${maps}/other-uid`, configMap('other-uid', {}, { uid: 'another' }));
    expect(code).toBe(409);
  });

  test.each(['Upper', 'under_score', '-dash', 'a..b', 'x'.repeat(254)])('the name %s is Invalid', async (name) => {
    const { code, body } = await client.post(maps, configMap(name));
    expect(code).toBe(422);
    expect(body).toMatchObject({
      ...failure(422, 'Invalid'),
      details: { kind: 'ConfigMap', causes: [expect.objectContaining({ field: 'metadata.name' })] },
    });
  });

  test('a name is required', async () => {
    const { code, body } = await client.post(maps, { data: {} });
    expect(code).toBe(422);
    expect(body).toMatchObject(failure(422, 'Invalid'));
  });

  test('a label that is none is Invalid', async () => {
    const { code, body } = await client.post(maps, configMap('labelled', {}, { labels: { 'a b': 'c' } }));
    expect(code).toBe(422);
    expect(body).toMatchObject(failure(422, 'Invalid'));
  });

  test('a deployment whose template its selector does not select is Invalid', async () => {
    const crooked = deployment('crooked', 0) as { spec: { selector: object } };
    crooked.spec.selector = { matchLabels: { app: 'another' } };
    const { code, body } = await client.post(`/apis/apps/v1/namespaces/${namespace}/deployments`, crooked);
    expect(code).toBe(422);
    expect(body).toMatchObject(failure(422, 'Invalid'));
  });

  test('name and namespace of the body must be those of the address', async () => {
    await client.post(maps, configMap('addressed'));
    const named = await client.put(`${maps}/addressed`, configMap('another'));
    expect(named.code).toBe(400);
    expect(named.body).toMatchObject(failure(400, 'BadRequest'));
    const placed = await client.post(maps, configMap('placed', {}, { namespace: 'default' }));
    expect(placed.code).toBe(400);
    expect(placed.body).toMatchObject(failure(400, 'BadRequest'));
  });

  test('kind and apiVersion of the body must be those of the address', async () => {
    const { code } = await client.post(maps, { ...configMap('secretive'), kind: 'Secret' });
    expect(code).toBe(400);
  });

  test('a body that is not JSON is a BadRequest', async () => {
    const response = await server.fetch(maps, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{ "metadata": ',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject(failure(400, 'BadRequest'));
  });

  test('a body of an unknown type is refused', async () => {
    const { code, body } = await client.post(maps, configMap('xml'), 'application/xml');
    expect(code).toBe(415);
    expect(body).toMatchObject(failure(415, 'UnsupportedMediaType'));
  });

  test('a patch of an unknown type is refused', async () => {
    await client.post(maps, configMap('patched'));
    const response = await server.fetch(`${maps}/patched`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(415);
  });

  test('a collection cannot be patched, an object cannot be posted to', async () => {
    expect((await client.patch(maps, 'merge-patch', {})).code).toBe(405);
    expect((await client.post(`${maps}/a`, configMap('a'))).code).toBe(405);
  });

  test('an answer in a format that nobody has is refused', async () => {
    expect((await server.fetch(maps, { headers: { accept: 'application/xml' } })).status).toBe(406);
  });
});
