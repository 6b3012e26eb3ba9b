import { describe, expect, it } from 'vitest';
import { at, listAt, mapsAt } from '../../base/json.ts';
import { deployment, world } from '../../testing/world.ts';

const service = (spec: string) => `{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { ${spec} } }`;

describe('endpoints', () => {
  it('are the ready pods that a service selects, at the port that it names', async () => {
    const { apply, pass, get, cluster } = world();
    await apply(deployment('web', 2));
    await apply(service('selector: { app: web }, ports: [{ port: 8080, targetPort: web }]'));
    pass(1000);
    const [subset] = mapsAt(get('endpoints', 'web'), 'subsets');
    expect(listAt(subset, 'addresses')).toHaveLength(2);
    expect(subset?.ports).toEqual([{ port: 80, protocol: 'TCP' }]);
    const [slice] = cluster
      .list('endpointslices.discovery.k8s.io', 'default')
      .filter((one) => one.metadata.name.startsWith('web-'));
    expect(slice).toMatchObject({ addressType: 'IPv4', ports: [{ name: '', port: 80, protocol: 'TCP' }] });
    expect(mapsAt(slice, 'endpoints').map((one) => at(one, 'conditions', 'ready'))).toEqual([true, true]);
  });

  it('know the ports of sidecars by name', async () => {
    const { apply, pass, get } = world();
    const sidecar =
      '{ name: proxy, image: envoy, restartPolicy: Always, ports: [{ name: mesh, containerPort: 15000 }] }';
    await apply(
      `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: { initContainers: [${sidecar}], containers: [{ name: main, image: nginx }] } }`,
    );
    await apply(service('selector: { app: web }, ports: [{ port: 80, targetPort: mesh }]'));
    pass(5000);
    expect(mapsAt(get('endpoints', 'web'), 'subsets')[0]?.ports).toEqual([{ port: 15000, protocol: 'TCP' }]);
  });

  it('of pods that are not ready stand apart', async () => {
    const { apply, get, pass } = world();
    await apply(service('selector: { app: web }, ports: [{ port: 80 }]'));
    await apply(
      deployment('web', 1).replace('image: nginx', 'image: nginx, readinessProbe: { exec: { command: ["false"] } }'),
    );
    pass(1000);
    const [subset] = mapsAt(get('endpoints', 'web'), 'subsets');
    expect([listAt(subset, 'addresses').length, listAt(subset, 'notReadyAddresses').length]).toEqual([0, 1]);
  });

  it('of many pods fill several slices and shrink with the pods', async () => {
    const { apply, pass, cluster } = world();
    const slices = () =>
      cluster.list('endpointslices.discovery.k8s.io', 'default').filter((one) => one.metadata.name.startsWith('web-'));
    await apply(service('selector: { app: web }, ports: [{ port: 80 }]'));
    await apply(deployment('web', 250));
    pass(2000);
    expect(
      slices()
        .map((slice) => listAt(slice, 'endpoints').length)
        .sort(),
    ).toEqual([100, 100, 50]);
    await apply(deployment('web', 1));
    pass(2000);
    expect(slices().map((slice) => listAt(slice, 'endpoints').length)).toEqual([1]);
  });

  it('go with their service', async () => {
    const { apply, pass, remove, find, cluster } = world();
    await apply(service('selector: { app: web }, ports: [{ port: 80 }]'));
    pass(100);
    remove('services', 'web');
    pass(100);
    expect(find('endpoints', 'web')).toBeUndefined();
    expect(cluster.list('endpointslices.discovery.k8s.io', 'default').map((one) => one.metadata.name)).toEqual([
      'kubernetes',
    ]);
  });
});
