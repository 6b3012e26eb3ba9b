/** Lists narrowed by labels and by fields. */

import { afterAll, describe, expect, test } from 'vitest';
import { clientOf, names } from './client.ts';
import { configMap, idlePod, secret } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
const pods = `/api/v1/namespaces/${namespace}/pods`;
afterAll(() => server.close());

await client.post(maps, configMap('a', {}, { labels: { app: 'web', tier: 'front' } }));
await client.post(maps, configMap('b', {}, { labels: { app: 'web', tier: 'back' } }));
await client.post(maps, configMap('c', {}, { labels: { app: 'db', 'example.test/owner': 'me' } }));
await client.post(maps, configMap('d'));
for (const name of ['one', 'two']) await client.post(pods, idlePod(name));

const listed = async (path: string, query: Record<string, string>) =>
  // Every namespace also gets the certificate of the cluster in a config map.
  names((await client.get(`${path}?${new URLSearchParams(query)}`)).body).filter((name) => name !== 'kube-root-ca.crt');

describe(`selectors of the ${server.name}`, () => {
  test.each([
    ['app=web', ['a', 'b']],
    ['app==web', ['a', 'b']],
    ['app!=web', ['c', 'd']],
    ['app=web,tier=front', ['a']],
    ['app', ['a', 'b', 'c']],
    ['!app', ['d']],
    ['app in (web, db)', ['a', 'b', 'c']],
    ['app notin (web)', ['c', 'd']],
    ['tier in (front),app', ['a']],
    ['example.test/owner=me', ['c']],
    ['app=', []],
    ['app in ()', []],
    ['', ['a', 'b', 'c', 'd']],
  ])('the labels %j select %j', async (labelSelector, expected) => {
    expect(await listed(maps, { labelSelector })).toEqual(expected);
  });

  test.each(['app in web', 'app=web=db', '=web', 'app,,tier', 'a b'])(
    'the label selector %j is refused',
    async (text) => {
      const { code, body } = await client.get(`${maps}?${new URLSearchParams({ labelSelector: text })}`);
      expect(code).toBe(400);
      expect(body).toMatchObject({ kind: 'Status', reason: 'BadRequest' });
    },
  );

  test.each([
    ['metadata.name=b', ['b']],
    ['metadata.name==b', ['b']],
    ['metadata.name!=b,metadata.name!=a', ['c', 'd']],
    ['metadata.namespace=default', []],
  ])('the fields %j select %j', async (fieldSelector, expected) => {
    expect(await listed(maps, { fieldSelector })).toEqual(expected);
  });

  test('labels and fields narrow together', async () => {
    expect(await listed(maps, { fieldSelector: 'metadata.name!=b', labelSelector: 'app=web' })).toEqual(['a']);
  });

  test.each([
    ['status.phase=Pending', ['one', 'two']],
    ['status.phase=Running', []],
    ['status.phase!=Running', ['one', 'two']],
    ['spec.nodeName=', ['one', 'two']],
    ['spec.nodeName=somewhere', []],
    ['spec.schedulerName=nobody,metadata.name=two', ['two']],
  ])('pods can be selected by %s', async (fieldSelector, expected) => {
    expect(await listed(pods, { fieldSelector })).toEqual(expected);
  });

  test('secrets can be selected by type', async () => {
    const secrets = `/api/v1/namespaces/${namespace}/secrets`;
    await client.post(secrets, secret('plain'));
    await client.post(secrets, {
      metadata: { name: 'login' },
      type: 'kubernetes.io/basic-auth',
      stringData: { username: 'a', password: 'b' },
    });
    expect(await listed(secrets, { fieldSelector: 'type=kubernetes.io/basic-auth' })).toEqual(['login']);
  });

  test('a field that is not indexed is refused', async () => {
    const { code, body } = await client.get(`${maps}?fieldSelector=data.a%3D1`);
    expect(code).toBe(400);
    expect(body).toMatchObject({ kind: 'Status', reason: 'BadRequest' });
  });
});
