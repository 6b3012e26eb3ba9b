import { describe, expect, it } from 'vitest';
import { at } from '../base/json.ts';
import { unknownFields } from '../protobuf/unknown-fields.ts';
import { world } from '../testing/world.ts';
import { sampleManifests } from './samples.ts';

async function sampled() {
  const here = world();
  for (const manifest of await sampleManifests()) await here.apply(manifest);
  here.pass(5000);
  return here;
}

describe('the sample applications', () => {
  it('all run', async () => {
    const { cluster, failures } = await sampled();
    const phases = cluster
      .list('pods')
      .map((pod) => `${pod.metadata.name.split('-')[0]} ${at(pod, 'status', 'phase')}`);
    expect(phases.sort()).toEqual([
      'details Running',
      'hello Running',
      'productpage Running',
      'ratings Running',
      'reviews Running',
      'reviews Running',
      'reviews Running',
      'task Running',
      'wordpress Running',
      'wordpress Running',
    ]);
    expect(failures).toEqual([]);
  });

  it('tell the parts of the book shop apart by labels and guard them with seven policies', async () => {
    const { cluster } = await sampled();
    const shop = ['deployments.apps', 'services', 'networkpolicies.networking.k8s.io'].flatMap((key) =>
      cluster.list(key, 'bookinfo'),
    );
    expect(shop.every(({ metadata }) => metadata.labels?.app === 'bookinfo')).toBe(true);
    expect(
      cluster
        .list('networkpolicies.networking.k8s.io')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual([
      'deny-all',
      'details-ingress',
      'productpage-egress',
      'productpage-ingress',
      'ratings-egress',
      'ratings-ingress',
      'reviews-ingress',
    ]);
  });

  it('bind the claim that was made for the volume', async () => {
    const { get } = await sampled();
    expect(at(get('persistentvolumeclaims', 'task-pv-claim'), 'spec', 'volumeName')).toBe('task-pv-volume');
  });

  it('and everything that is made of them have no field that the API does not know', async () => {
    const { cluster } = await sampled();
    const { registry } = cluster.core;
    const unknown = [...registry.all()].flatMap((resource) => {
      const key = resource.group ? `${resource.plural}.${resource.group}` : resource.plural;
      return cluster
        .list(key)
        .flatMap((one) => unknownFields(one.apiVersion, one.kind, one).map((path) => `${one.kind} ${path}`));
    });
    expect([...new Set(unknown)]).toEqual([]);
  });
});
