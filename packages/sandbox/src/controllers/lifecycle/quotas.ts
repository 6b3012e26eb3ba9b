/** Resource quotas: how much of what they limit is used. They count and do not refuse. */

import type { PersistentVolumeClaim, Pod, ResourceQuota } from 'kubernetes-types/core/v1.d.ts';
import { quantity } from '../../base/quantity.ts';
import type { Cluster } from '../cluster.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';
import { isFinished } from '../pods/state.ts';

const resource = 'resourcequotas';

/** What can be counted by its plain name; everything else is `count/<resource key>`. */
const counted = [
  'pods',
  'services',
  'configmaps',
  'secrets',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
];

export function quotaController(cluster: Cluster): Controller {
  return {
    name: 'resourcequota-controller',
    patience: 50,
    watches: {
      [resource]: itself,
      // Only what is made, goes or ends changes the sums.
      '*': (object, previous, gone) => {
        const ended = object.kind === 'Pod' && object.status !== previous?.status;
        if (object.kind === 'Event' || (previous && !gone && !ended)) return [];
        return cluster.list(resource, object.metadata.namespace ?? '').map(keyOfObject);
      },
    },
    reconcile(key) {
      const quota = cluster.get<ResourceQuota>(resource, ...splitKey(key));
      if (!quota) return undefined;
      const hard = quota.spec?.hard ?? {};
      const used = Object.keys(hard).map((what) => [what, use(cluster, what, quota.metadata.namespace ?? '')]);
      cluster.setStatus(resource, quota, { hard, used: Object.fromEntries(used) });
      return undefined;
    },
  };
}

function use(cluster: Cluster, what: string, namespace: string): string {
  const key = what.startsWith('count/') ? what.slice('count/'.length) : what;
  if (key === 'pods') return String(livePods(cluster, namespace).length);
  if (counted.includes(key) || cluster.core.registry.find(key)) return String(cluster.list(key, namespace).length);
  if (what === 'requests.storage') {
    const claims = cluster.list<PersistentVolumeClaim>('persistentvolumeclaims', namespace);
    return String(claims.reduce((sum, claim) => sum + (quantity(claim.spec?.resources?.requests?.storage) ?? 0), 0));
  }
  const [side, name] = what.includes('.') ? what.split('.') : ['requests', what];
  const containers = livePods(cluster, namespace).flatMap((pod) => pod.spec?.containers ?? []);
  const amounts = containers.map((one) => one.resources?.[side as 'requests' | 'limits']?.[name ?? '']);
  return String(amounts.reduce<number>((sum, amount) => sum + (quantity(amount) ?? 0), 0));
}

const livePods = (cluster: Cluster, namespace: string) =>
  cluster.list<Pod>('pods', namespace).filter((pod) => !isFinished(pod));
