/** Horizontal pod autoscalers. */

import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { causeOf, condition } from '../conditions.ts';
import { defineKind, int, string } from '../define.ts';
import type { NameRef } from '../link.ts';
import { degraded, healthy, suspended, unknown } from '../state.ts';

type Autoscaler = Api<HorizontalPodAutoscaler>;

export const horizontalpodautoscaler = defineKind<Autoscaler>({
  key: 'horizontalpodautoscaler',
  type: 'horizontalpodautoscaler',
  manager: 'k8s',
  group: 'workload',
  doc: 'Changes the number of replicas of a workload by what it measures.',
  api: {
    group: 'autoscaling',
    versions: ['v2'],
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    namespaced: true,
  },
  fields: [
    int('MinReplicas', 'The least number of replicas.', ({ spec }) => spec?.minReplicas ?? 1),
    int('MaxReplicas', 'The greatest number of replicas.', ({ spec }) => spec?.maxReplicas),
    int('CurrentReplicas', 'How many there are.', ({ status }) => status?.currentReplicas ?? 0),
    int(
      'DesiredReplicas',
      'How many there should be, as it measured last.',
      ({ status }) => status?.desiredReplicas ?? 0,
    ),
    string('Target', 'The workload that it scales, as Deployment/web.', ({ spec }) => {
      return spec?.scaleTargetRef ? `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}` : undefined;
    }),
  ],
  status,
  links: [
    {
      join: 'name',
      to: 'deployment',
      others: ['replicaset', 'replicationcontroller', 'statefulset'],
      relation: 'horizontalpodautoscaler',
      direction: 'out',
      field: 'target',
      inverse: 'horizontalpodautoscalers',
      doc: 'The workload that it scales.',
      refs: target,
    },
  ],
});

function target({ spec }: Autoscaler): readonly NameRef[] {
  const { apiVersion, kind, name } = spec?.scaleTargetRef ?? {};
  if (!kind || !name) return [];
  const group = apiVersion?.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return [{ name, to: { group, kind }, why: { Path: 'spec.scaleTargetRef' } }];
}

function status({ status }: Autoscaler): Status {
  const conditions = status?.conditions;
  if (!conditions?.length) return unknown({ reason: 'NoConditions', message: 'no controller has reported a status' });
  const active = condition(conditions, 'ScalingActive');
  const broken = [condition(conditions, 'AbleToScale'), active].find((each) => each?.status === 'False');
  if (broken?.reason === 'ScalingDisabled') return suspended(causeOf(broken));
  if (broken !== undefined) return degraded(causeOf(broken));
  const limited = condition(conditions, 'ScalingLimited');
  if (limited?.status === 'True' && limited.reason === 'TooManyReplicas') return healthy(causeOf(limited));
  return healthy({ since: active?.lastTransitionTime });
}
