/** Merge patches (RFC 7386) and JSON patches (RFC 6902). */

import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { clientOf } from './client.ts';
import { configMap } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
let path: string;
let count = 0;
afterAll(() => server.close());

beforeEach(async () => {
  const name = `patched-${++count}`;
  path = `${maps}/${name}`;
  const metadata = { labels: { app: 'web', 'example.test/tier': 'front' }, finalizers: ['example.test/a'] };
  await client.post(maps, configMap(name, { a: '1', b: '2' }, metadata));
  return async () => {
    await client.patch(path, 'merge-patch', { metadata: { finalizers: null } });
  };
});

const data = async () => (await client.get(path)).body.data;

describe(`merge patches of the ${server.name}`, () => {
  test('fields are set, null removes them, the others stay', async () => {
    const { code, body } = await client.patch(path, 'merge-patch', { data: { a: null, c: '3' } });
    expect(code).toBe(200);
    expect(body.data).toEqual({ b: '2', c: '3' });
    expect(body.metadata.labels).toEqual({ app: 'web', 'example.test/tier': 'front' });
    expect(await data()).toEqual({ b: '2', c: '3' });
  });

  test('lists are replaced as a whole', async () => {
    const { body } = await client.patch(path, 'merge-patch', { metadata: { finalizers: ['example.test/b'] } });
    expect(body.metadata.finalizers).toEqual(['example.test/b']);
  });

  test('a patch that changes nothing keeps the version', async () => {
    const before = (await client.get(path)).body.metadata.resourceVersion;
    const { body } = await client.patch(path, 'merge-patch', { data: { a: '1' } });
    expect(body.metadata.resourceVersion).toBe(before);
  });

  test('a patch may insist on the version that it was made for', async () => {
    const { resourceVersion } = (await client.get(path)).body.metadata;
    const patch = { metadata: { resourceVersion }, data: { a: 'x' } };
    expect((await client.patch(path, 'merge-patch', patch)).code).toBe(200);
    const again = await client.patch(path, 'merge-patch', { ...patch, data: { a: 'y' } });
    expect(again.code).toBe(409);
    expect(again.body).toMatchObject({ kind: 'Status', reason: 'Conflict' });
  });

  test('an object that does not exist cannot be patched', async () => {
    const { code, body } = await client.patch(`${maps}/missing`, 'merge-patch', {});
    expect(code).toBe(404);
    expect(body).toMatchObject({ reason: 'NotFound' });
  });

  test('a patch cannot change name or uid', async () => {
    const { uid } = (await client.get(path)).body.metadata;
    expect((await client.patch(path, 'merge-patch', { metadata: { name: 'other' } })).code).toBe(400);
    expect((await client.patch(path, 'merge-patch', { metadata: { uid: 'other' } })).code).toBeGreaterThanOrEqual(409);
    expect((await client.get(path)).body.metadata.uid).toBe(uid);
  });

  test('a patch that is no JSON is a BadRequest', async () => {
    const headers = { 'content-type': 'application/merge-patch+json' };
    const response = await server.fetch(path, { method: 'PATCH', headers, body: '{' });
    expect(response.status).toBe(400);
  });

  test('a patch that makes the object invalid is refused', async () => {
    const { code } = await client.patch(path, 'merge-patch', { metadata: { labels: { app: 'not a label' } } });
    expect(code).toBe(422);
  });
});

describe(`JSON patches of the ${server.name}`, () => {
  test('operations are applied one after the other', async () => {
    const { code, body } = await client.patch(path, 'json-patch', [
      { op: 'test', path: '/data/a', value: '1' },
      { op: 'replace', path: '/data/a', value: 'one' },
      { op: 'add', path: '/data/c', value: '3' },
      { op: 'remove', path: '/data/b' },
      { op: 'copy', from: '/data/c', path: '/data/d' },
      { op: 'move', from: '/data/d', path: '/data/e' },
    ]);
    expect(code).toBe(200);
    expect(body.data).toEqual({ a: 'one', c: '3', e: '3' });
  });

  test('a slash in a key is written ~1', async () => {
    const { body } = await client.patch(path, 'json-patch', [
      { op: 'replace', path: '/metadata/labels/example.test~1tier', value: 'back' },
    ]);
    expect(body.metadata.labels?.['example.test/tier']).toBe('back');
  });

  test('list items are inserted and appended', async () => {
    const { body } = await client.patch(path, 'json-patch', [
      { op: 'add', path: '/metadata/finalizers/0', value: 'example.test/first' },
      { op: 'add', path: '/metadata/finalizers/-', value: 'example.test/last' },
    ]);
    expect(body.metadata.finalizers).toEqual(['example.test/first', 'example.test/a', 'example.test/last']);
  });

  test('a test that fails leaves everything as it was', async () => {
    const { code } = await client.patch(path, 'json-patch', [
      { op: 'replace', path: '/data/a', value: 'changed' },
      { op: 'test', path: '/data/b', value: 'not so' },
    ]);
    expect(code).toBe(422);
    expect(await data()).toEqual({ a: '1', b: '2' });
  });

  test('a path that is not there cannot be replaced', async () => {
    const { code } = await client.patch(path, 'json-patch', [{ op: 'replace', path: '/data/zz/y', value: '1' }]);
    expect(code).toBe(422);
  });

  test('a patch that is no list of operations is a BadRequest', async () => {
    expect((await client.patch(path, 'json-patch', { data: { a: '5' } })).code).toBe(400);
  });
});
