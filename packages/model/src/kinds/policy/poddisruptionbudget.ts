/** Pod disruption budgets. */

import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import { type Api, selectorOf } from '../api.ts';
import { condition } from '../conditions.ts';
import { defineKind, int, string } from '../define.ts';
import { isObserved } from '../replicas.ts';
import { printSelector } from '../selector-text.ts';
import { degraded, healthy, unknown } from '../state.ts';

type Budget = Api<PodDisruptionBudget>;

export const poddisruptionbudget = defineKind<Budget>({
  key: 'poddisruptionbudget',
  type: 'poddisruptionbudget',
  manager: 'k8s',
  group: 'policy',
  doc: 'How many of some pods may be evicted at once.',
  api: {
    group: 'policy',
    versions: ['v1'],
    plural: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    namespaced: true,
  },
  fields: [
    string('MinAvailable', 'How many must stay, as a number or a share.', ({ spec }) => text(spec?.minAvailable)),
    string('MaxUnavailable', 'How many may go, as a number or a share.', ({ spec }) => text(spec?.maxUnavailable)),
    int('CurrentHealthy', 'How many are healthy.', ({ status }) => status?.currentHealthy ?? 0),
    int('DesiredHealthy', 'How many must be.', ({ status }) => status?.desiredHealthy ?? 0),
    int('DisruptionsAllowed', 'How many may go now.', ({ status }) => status?.disruptionsAllowed ?? 0),
    string('Selector', 'The pods that it guards, in the notation of kubectl.', ({ spec }) => {
      return spec?.selector ? printSelector(selectorOf(spec.selector)) : undefined;
    }),
  ],
  status,
  links: [
    {
      join: 'selector',
      to: 'pod',
      relation: 'poddisruptionbudget',
      direction: 'out',
      field: 'pods',
      inverse: 'poddisruptionbudgets',
      doc: 'Pods that it guards; an empty selector guards all of the namespace.',
      terms: ({ spec }) => {
        if (!spec?.selector) return [];
        const selector = selectorOf(spec.selector);
        return [{ selector, why: { Path: 'spec.selector' } }];
      },
    },
  ],
});

const text = (value: string | number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

function status(budget: Budget): Status {
  const { status } = budget;
  if (status === undefined || !isObserved(budget, status.observedGeneration)) return unknown({ reason: 'NotObserved' });
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0 } = status;
  const since = condition(status.conditions, 'DisruptionAllowed')?.lastTransitionTime;
  if (expectedPods === 0) return healthy({ reason: 'NoPods' });
  if (currentHealthy >= desiredHealthy) return healthy({ since });
  return degraded({ reason: 'InsufficientPods', message: `${currentHealthy} of ${desiredHealthy} healthy`, since });
}
