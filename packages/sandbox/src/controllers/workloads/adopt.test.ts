import { describe, expect, it } from 'vitest';
import { deployment, world } from '../../testing/world.ts';

describe('what was left behind as an orphan', () => {
  const template = (kind: string, more: string) =>
    `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: web }, spec: { ${more} selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: main, image: nginx }] } } } }`;

  it.each([
    ['deployments.apps', deployment('web', 2)],
    ['statefulsets.apps', template('StatefulSet', 'replicas: 2, serviceName: web,')],
    ['daemonsets.apps', template('DaemonSet', '')],
  ])('is taken in by the next one of %s', async (resource, manifest) => {
    const { apply, pass, remove, find, get, pods, cluster, failures } = world();
    await apply(manifest);
    pass(3000);
    const before = pods();
    remove(resource, 'web', { propagationPolicy: 'Orphan' });
    pass(1000);
    expect([find(resource, 'web'), pods()]).toEqual([undefined, before]);
    await apply(manifest);
    pass(3000);
    expect(pods()).toEqual(before);
    const { status } = get(resource, 'web');
    expect(status).toMatchObject({ [resource === 'daemonsets.apps' ? 'numberReady' : 'readyReplicas']: before.length });
    const kept = cluster
      .list('controllerrevisions.apps', 'default')
      .map(({ metadata }) => metadata.ownerReferences?.length);
    expect(kept).toEqual(resource === 'deployments.apps' ? [] : [1]);
    expect(failures).toEqual([]);
  });
});
