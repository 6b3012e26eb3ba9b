/** Autoscalers and disruption budgets. */

import { at, mapsAt } from '../../base/json.ts';
import { fromHpaV1, hpaDefaults, toHpaV1 } from '../../defaults/autoscaler.ts';
import { age, count, name, shown, text } from '../columns/column.ts';
import { groupVersion, type Resource } from '../resource.ts';

export const autoscaling: readonly Resource[] = [
  groupVersion(
    'autoscaling',
    'v2',
  )({
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    otherVersions: [{ name: 'v1', fromStored: toHpaV1, toStored: fromHpaV1 }],
    shortNames: ['hpa'],
    categories: ['all'],
    status: true,
    defaults: hpaDefaults,
    initialStatus: { desiredReplicas: 0, currentMetrics: null },
    columns: [
      name,
      text('Reference', (o) => {
        return `${at(o, 'spec', 'scaleTargetRef', 'kind')}/${at(o, 'spec', 'scaleTargetRef', 'name')}`;
      }),
      text('Targets', (o) => mapsAt(o, 'spec', 'metrics').map(target).join(', ') || '<none>'),
      count('MinPods', 'spec.minReplicas'),
      count('MaxPods', 'spec.maxReplicas'),
      count('Replicas', 'status.currentReplicas'),
      age,
    ],
  }),
  groupVersion(
    'policy',
    'v1',
  )({
    plural: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    shortNames: ['pdb'],
    status: true,
    generation: true,
    initialStatus: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    columns: [
      name,
      text('Min Available', (o) => at(o, 'spec', 'minAvailable') ?? 'N/A'),
      text('Max Unavailable', (o) => at(o, 'spec', 'maxUnavailable') ?? 'N/A'),
      count('Allowed Disruptions', 'status.disruptionsAllowed'),
      age,
    ],
  }),
];

function target(metric: object): string {
  const name = at(metric, 'resource', 'name');
  const wanted = at(metric, 'resource', 'target', 'averageUtilization');
  return name ? `${shown(name)}: <unknown>/${shown(wanted)}%` : '<unknown>';
}
