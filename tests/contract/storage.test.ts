/** How claims find their volumes. */

import { afterAll, describe, expect, test } from 'vitest';
import { type Body, clientOf, eventually, field } from './client.ts';
import { claim, pod } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const claims = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
const volumes = '/api/v1/persistentvolumes';
const patience = 60_000;
afterAll(() => server.close());

const phase = (path: string, wanted: string) =>
  eventually(
    async () => (await client.get(path)).body,
    (body) => field(body, 'status.phase') === wanted,
    patience,
  );
const gone = (path: string) =>
  eventually(
    () => client.get(path),
    ({ code }) => code === 404,
    patience,
  );

/** A volume that only this test file's claims take, by a class that has no provisioner. */
const volume = (name: string, storage = '1Gi', more: object = {}) => ({
  metadata: { name: `${namespace}-${name}` },
  spec: {
    capacity: { storage },
    accessModes: ['ReadWriteOnce'],
    storageClassName: namespace,
    hostPath: { path: '/tmp' },
    ...more,
  },
});
const manual = (name: string) => claim(name, { storageClassName: namespace });
const claimOf = (body: Body) => field(body, 'spec.claimRef');

describe(`storage of the ${server.name}`, () => {
  test('a claim of the default class gets a volume made for it', async () => {
    const made = await client.post(claims, claim('dynamic'));
    expect(made.body.metadata.finalizers).toEqual(['kubernetes.io/pvc-protection']);
    const bound = await phase(`${claims}/dynamic`, 'Bound');
    expect(field(bound, 'spec.storageClassName')).toEqual(expect.any(String));
    expect(bound.status).toMatchObject({ capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] });
    const found = await phase(`${volumes}/${field(bound, 'spec.volumeName')}`, 'Bound');
    expect(claimOf(found)).toMatchObject({
      kind: 'PersistentVolumeClaim',
      name: 'dynamic',
      namespace,
      uid: bound.metadata.uid,
    });
    expect(field(found, 'spec.persistentVolumeReclaimPolicy')).toBe('Delete');
    await client.delete(`${claims}/dynamic`);
    await gone(`${claims}/dynamic`);
    await gone(`${volumes}/${found.metadata.name}`);
  });

  test('a claim waits for a volume of its class that does not exist yet', async () => {
    await client.post(claims, manual('waiting'));
    expect((await phase(`${claims}/waiting`, 'Pending')).spec).not.toHaveProperty('volumeName');
    await client.post(volumes, volume('late'));
    await phase(`${volumes}/${namespace}-late`, 'Bound');
    expect(field(await phase(`${claims}/waiting`, 'Bound'), 'spec.volumeName')).toBe(`${namespace}-late`);
    await client.delete(`${claims}/waiting`);
    await phase(`${volumes}/${namespace}-late`, 'Released');
    await client.delete(`${volumes}/${namespace}-late`);
    await gone(`${volumes}/${namespace}-late`);
  });

  test('a volume that nobody claims is available', async () => {
    const { body } = await client.post(volumes, volume('free', '1Gi', { storageClassName: `${namespace}-other` }));
    expect(field(body, 'spec.persistentVolumeReclaimPolicy')).toBe('Retain');
    await phase(`${volumes}/${namespace}-free`, 'Available');
    await client.delete(`${volumes}/${namespace}-free`);
  });

  test('a claim takes the smallest volume that is large enough', async () => {
    const at = (size: string) => volume(`size-${size.toLowerCase()}`, size, { storageClassName: `${namespace}-sizes` });
    for (const size of ['500Mi', '5Gi', '2Gi']) await client.post(volumes, at(size));
    for (const size of ['500mi', '5gi', '2gi']) await phase(`${volumes}/${namespace}-size-${size}`, 'Available');
    await client.post(claims, claim('fitting', { storageClassName: `${namespace}-sizes` }));
    const bound = await phase(`${claims}/fitting`, 'Bound');
    expect(field(bound, 'spec.volumeName')).toBe(`${namespace}-size-2gi`);
    expect(bound.status).toMatchObject({ capacity: { storage: '2Gi' } });
  });

  test('a claim that a pod uses is not deleted before the pod', async () => {
    await client.post(claims, claim('used'));
    await phase(`${claims}/used`, 'Bound');
    const user = pod('user') as { spec: Record<string, unknown> };
    user.spec.volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'used' } }];
    await client.post(`/api/v1/namespaces/${namespace}/pods`, user);
    await phase(`/api/v1/namespaces/${namespace}/pods/user`, 'Running');
    await client.delete(`${claims}/used`);
    const { code, body } = await client.get(`${claims}/used`);
    expect(code).toBe(200);
    expect(body.metadata.deletionTimestamp).toEqual(expect.any(String));
    await client.delete(`/api/v1/namespaces/${namespace}/pods/user`);
    await gone(`${claims}/used`);
  });
});
