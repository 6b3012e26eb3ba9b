/** Disruption budgets: how many of the pods that they cover may be evicted now. */

import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import type { KubeObject } from '../../base/object.ts';
import { type LabelSelector, matches } from '../../selectors/label.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { type Condition, withCondition } from '../conditions.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';
import { isActive, isReady } from '../pods/state.ts';
import { share } from '../workloads/share.ts';

type Budget = Stored<PodDisruptionBudget>;

const resource = 'poddisruptionbudgets.policy';

const covers = (budget: Budget, pod: KubeObject): boolean =>
  matches(budget.spec?.selector as LabelSelector | undefined, pod.metadata.labels);

/** The budgets that cover a pod. */
export const budgetsOf = (cluster: Cluster, pod: KubeObject): Budget[] =>
  cluster.list<PodDisruptionBudget>(resource, pod.metadata.namespace).filter((budget) => covers(budget, pod));

export function budgetController(cluster: Cluster): Controller {
  return {
    name: 'disruption-controller',
    patience: 20,
    watches: { [resource]: itself, pods: (pod) => budgetsOf(cluster, pod).map(keyOfObject) },
    reconcile(key) {
      const budget = cluster.get<PodDisruptionBudget>(resource, ...splitKey(key));
      if (!budget) return undefined;
      const pods = cluster
        .list<Pod>('pods', budget.metadata.namespace)
        .filter((pod) => covers(budget, pod) && isActive(pod));
      const healthy = pods.filter(isReady).length;
      const { minAvailable, maxUnavailable } = budget.spec ?? {};
      const desired =
        maxUnavailable === undefined
          ? share(minAvailable ?? 1, pods.length, Math.ceil)
          : Math.max(0, pods.length - share(maxUnavailable, pods.length, Math.ceil));
      const allowed = pods.length ? Math.max(0, healthy - desired) : 0;
      const condition = {
        type: 'DisruptionAllowed',
        status: allowed > 0 ? 'True' : 'False',
        reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
        message: '',
      };
      cluster.setStatus(resource, budget, {
        observedGeneration: budget.metadata.generation,
        disruptionsAllowed: allowed,
        currentHealthy: healthy,
        desiredHealthy: desired,
        expectedPods: pods.length,
        conditions: withCondition(budget.status?.conditions as Condition[] | undefined, condition, cluster.now()),
      });
      return undefined;
    },
  };
}
