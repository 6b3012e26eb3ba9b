/** Resource quotas: how much of what they limit is used. What goes beyond is refused in `write/quota.ts`. */

import type { ResourceQuota } from 'kubernetes-types/core/v1.d.ts';
import { usage } from '../../write/quota.ts';
import type { Cluster } from '../cluster.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';

const resource = 'resourcequotas';

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
      const { namespace = '' } = quota.metadata;
      const used = Object.keys(hard).map((what) => [what, String(usage(cluster.core, what, namespace))]);
      cluster.setStatus(resource, quota, { hard, used: Object.fromEntries(used) });
      return undefined;
    },
  };
}
