/** What happens to objects whose owner goes (https://kubernetes.io/docs/concepts/architecture/garbage-collection/). */

import { afterAll, describe, expect, test } from 'vitest';
import { type Body, clientOf, eventually } from './client.ts';
import { configMap } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const maps = `/api/v1/namespaces/${namespace}/configmaps`;
afterAll(() => server.close());

const reference = (owner: Body, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  ...more,
});

/** Creates `NAME` and `NAME-child`, which belongs to it. */
async function family(name: string, more: object = {}): Promise<void> {
  const owner = (await client.post(maps, configMap(name))).body;
  const ownerReferences = [reference(owner, more)];
  const { code } = await client.post(maps, configMap(`${name}-child`, {}, { ownerReferences }));
  expect(code).toBe(201);
}

const gone = (name: string) =>
  eventually(
    () => client.get(`${maps}/${name}`),
    (answer) => answer.code === 404,
    60_000,
  );

describe(`garbage collection of the ${server.name}`, () => {
  test('an object goes after its owner', async () => {
    await family('background');
    await client.delete(`${maps}/background`, { propagationPolicy: 'Background' });
    await gone('background-child');
  });

  test('grandchildren go too', async () => {
    await family('deep');
    const child = (await client.get(`${maps}/deep-child`)).body;
    await client.post(maps, configMap('deep-grandchild', {}, { ownerReferences: [reference(child)] }));
    await client.delete(`${maps}/deep`, { propagationPolicy: 'Background' });
    await gone('deep-grandchild');
    await gone('deep-child');
  });

  test('orphans stay and forget their owner', async () => {
    await family('parting');
    await client.delete(`${maps}/parting`, { propagationPolicy: 'Orphan' });
    await gone('parting');
    const { body } = await client.get(`${maps}/parting-child`);
    expect(body.metadata.ownerReferences ?? []).toEqual([]);
  });

  test('an owner in the foreground waits for those who block it', async () => {
    await family('front', { blockOwnerDeletion: true });
    await client.patch(`${maps}/front-child`, 'merge-patch', { metadata: { finalizers: ['example.test/hold'] } });
    await client.delete(`${maps}/front`, { propagationPolicy: 'Foreground' });
    await eventually(
      () => client.get(`${maps}/front-child`),
      (answer) => answer.body.metadata.deletionTimestamp !== undefined,
      60_000,
    );
    const { code, body } = await client.get(`${maps}/front`);
    expect(code).toBe(200);
    expect(body.metadata.finalizers).toEqual(['foregroundDeletion']);
    await client.patch(`${maps}/front-child`, 'merge-patch', { metadata: { finalizers: null } });
    await gone('front');
  });

  test('an object stays as long as one of its owners does', async () => {
    const one = (await client.post(maps, configMap('one'))).body;
    const two = (await client.post(maps, configMap('two'))).body;
    await client.post(maps, configMap('shared', {}, { ownerReferences: [reference(one), reference(two)] }));
    await family('witness');
    await client.delete(`${maps}/one`);
    await client.delete(`${maps}/witness`);
    await gone('witness-child');
    expect((await client.get(`${maps}/shared`)).code).toBe(200);
    await client.delete(`${maps}/two`);
    await gone('shared');
  });

  test('an object whose owner never was goes away', async () => {
    const nobody = { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid: 'b2f6ad5a-0000-4000-8000-000000000000' };
    await client.post(maps, configMap('foundling', {}, { ownerReferences: [nobody] }));
    await gone('foundling');
  });

  test('an object that is given another owner, who never was, goes away', async () => {
    await family('given');
    const nobody = { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid: 'b2f6ad5a-0000-4000-8000-000000000001' };
    await client.patch(`${maps}/given-child`, 'merge-patch', { metadata: { ownerReferences: [nobody] } });
    await gone('given-child');
    expect((await client.get(`${maps}/given`)).code).toBe(200);
  });

  test('an owner in the foreground waits no longer for one that is no longer its own', async () => {
    await family('left', { blockOwnerDeletion: true });
    await client.patch(`${maps}/left-child`, 'merge-patch', { metadata: { finalizers: ['example.test/hold'] } });
    await client.delete(`${maps}/left`, { propagationPolicy: 'Foreground' });
    await eventually(
      () => client.get(`${maps}/left-child`),
      (answer) => answer.body.metadata.deletionTimestamp !== undefined,
      60_000,
    );
    await client.patch(`${maps}/left-child`, 'merge-patch', { metadata: { ownerReferences: null } });
    await gone('left');
    await client.patch(`${maps}/left-child`, 'merge-patch', { metadata: { finalizers: null } });
  });

  test('what stands in no namespace cannot name an owner in one, and stays', async () => {
    const roles = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    const nobody = { apiVersion: 'v1', kind: 'ConfigMap', name: 'nobody', uid: 'b2f6ad5a-0000-4000-8000-000000000002' };
    const metadata = { name: `${namespace}-kept`, ownerReferences: [nobody] };
    await client.post(roles, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata });
    // The collector had its turn when it has collected another one.
    await client.post(maps, configMap('later', {}, { ownerReferences: [nobody] }));
    await gone('later');
    expect((await client.get(`${roles}/${namespace}-kept`)).code).toBe(200);
    await client.delete(`${roles}/${namespace}-kept`);
  });
});
