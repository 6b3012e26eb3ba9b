/** Services and the endpoints that controllers find for them. */

import { afterAll, describe, expect, test } from 'vitest';
import { type Body, clientOf, eventually, field } from './client.ts';
import { deployment } from './manifests.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const core = `/api/v1/namespaces/${namespace}`;
const slices = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`;
const patience = 60_000;
afterAll(() => server.close());

const service = (name: string, spec: object) => ({ metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } });
const podAddresses = async (app: string) =>
  (await client.get(`${core}/pods?labelSelector=app%3D${app}`)).body.items.map((pod) => field(pod, 'status.podIP'));

interface Slice extends Body {
  readonly endpoints: { addresses: string[]; conditions: { ready: boolean }; targetRef?: { kind: string } }[] | null;
}

const endpointsOf = async (name: string) => {
  const { body } = await client.get(
    `${slices}?labelSelector=${encodeURIComponent(`kubernetes.io/service-name=${name}`)}`,
  );
  return (body.items as Slice[]).flatMap((slice) => slice.endpoints ?? []);
};

describe(`services of the ${server.name}`, () => {
  test('a service gets an address, a type and protocols', async () => {
    const { code, body } = await client.post(`${core}/services`, service('plain', { selector: { app: 'nobody' } }));
    expect(code).toBe(201);
    expect(body.spec).toMatchObject({
      type: 'ClusterIP',
      clusterIP: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
      sessionAffinity: 'None',
    });
    expect(field(body, 'spec.clusterIPs')).toEqual([field(body, 'spec.clusterIP')]);
  });

  test('two services have two addresses, and an address does not change', async () => {
    const one = (await client.post(`${core}/services`, service('one', {}))).body;
    const two = (await client.post(`${core}/services`, service('two', {}))).body;
    expect(field(one, 'spec.clusterIP')).not.toBe(field(two, 'spec.clusterIP'));
    const patch = { spec: { clusterIP: field(two, 'spec.clusterIP') } };
    expect((await client.patch(`${core}/services/one`, 'merge-patch', patch)).code).toBe(422);
  });

  test('a headless service has no address', async () => {
    const { body } = await client.post(`${core}/services`, service('headless', { clusterIP: 'None' }));
    expect(field(body, 'spec.clusterIP')).toBe('None');
  });

  test('a node port is chosen from its range', async () => {
    const { body } = await client.post(`${core}/services`, service('outside', { type: 'NodePort' }));
    const port = field(body, 'spec.ports.0.nodePort') as number;
    expect(port).toBeGreaterThanOrEqual(30_000);
    expect(port).toBeLessThanOrEqual(32_767);
  });

  test('a service without ports is Invalid, unless it is headless', async () => {
    expect((await client.post(`${core}/services`, { metadata: { name: 'none' }, spec: {} })).code).toBe(422);
  });

  test('the pods that a service selects are its endpoints', async () => {
    await client.post(`/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', 2));
    await client.post(`${core}/services`, service('web', { selector: { app: 'web' } }));
    const found = await eventually(
      () => endpointsOf('web'),
      (all) => all.length === 2 && all.every((one) => one.conditions.ready),
      patience,
    );
    expect(found.map((one) => one.addresses[0]).sort()).toEqual((await podAddresses('web')).sort());
    expect(found[0]?.targetRef?.kind).toBe('Pod');
    const slice = (await client.get(`${slices}?labelSelector=${encodeURIComponent('kubernetes.io/service-name=web')}`))
      .body.items[0]!;
    expect(slice).toMatchObject({ addressType: 'IPv4', ports: [{ port: 80, protocol: 'TCP' }] });
    expect(slice.metadata.ownerReferences).toMatchObject([{ kind: 'Service', name: 'web', controller: true }]);
  });

  test('endpoints of the old kind carry the name of the service', async () => {
    await client.post(`/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('old', 1));
    await client.post(`${core}/services`, service('old', { selector: { app: 'old' } }));
    const endpoints = await eventually(
      async () => (await client.get(`${core}/endpoints/old`)).body,
      (body) => field(body, 'subsets.0.addresses.0') !== undefined,
      patience,
    );
    expect(field(endpoints, 'subsets.0')).toMatchObject({
      addresses: [{ ip: (await podAddresses('old'))[0], targetRef: { kind: 'Pod' } }],
      ports: [{ port: 80 }],
    });
  });

  test('endpoints follow the pods and the selector', async () => {
    const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    await client.post(deployments, deployment('blue', 1));
    await client.post(deployments, deployment('green', 2));
    await client.post(`${core}/services`, service('front', { selector: { app: 'blue' } }));
    const count = (wanted: number) =>
      eventually(
        () => endpointsOf('front'),
        (all) => all.length === wanted,
        patience,
      );
    await count(1);
    await client.patch(`${deployments}/blue/scale`, 'merge-patch', { spec: { replicas: 3 } });
    await count(3);
    await client.patch(`${core}/services/front`, 'merge-patch', { spec: { selector: { app: 'green' } } });
    const found = await count(2);
    expect(found.map((one) => one.addresses[0]).sort()).toEqual((await podAddresses('green')).sort());
    await client.delete(`${core}/services/front`);
    await count(0);
  });

  test('a service without a selector leaves its endpoints to others', async () => {
    await client.post(`${core}/services`, service('manual', {}));
    const metadata = { name: 'manual-1', labels: { 'kubernetes.io/service-name': 'manual' } };
    const slice = { metadata, addressType: 'IPv4', endpoints: [{ addresses: ['192.0.2.1'] }], ports: [{ port: 80 }] };
    expect((await client.post(slices, slice)).code).toBe(201);
    expect((await endpointsOf('manual')).map((one) => one.addresses)).toEqual([['192.0.2.1']]);
  });
});
