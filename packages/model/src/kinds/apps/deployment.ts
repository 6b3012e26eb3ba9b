/** Deployments. */

import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { causeOf, condition } from '../conditions.ts';
import { defineKind, int, string } from '../define.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { byReplicas, isObserved } from '../replicas.ts';
import { staleField } from '../stale-field.ts';
import { degraded, progressing, suspended } from '../state.ts';
import { fromDependents } from '../surroundings.ts';
import { templateLinks } from '../workload.ts';

export const deployment = defineKind<Api<Deployment>>({
  key: 'deployment',
  type: 'deployment',
  manager: 'k8s',
  group: 'workload',
  doc: 'Keeps a number of equal pods running and replaces them step by step.',
  api: { group: 'apps', versions: ['v1'], plural: 'deployments', kind: 'Deployment', namespaced: true },
  fields: [
    int('DesiredReplicas', 'How many pods it should have.', desired),
    int('Replicas', 'How many pods it has.', ({ status }) => status?.replicas ?? 0),
    int('ReadyReplicas', 'How many of them are ready.', ({ status }) => status?.readyReplicas ?? 0),
    int(
      'AvailableReplicas',
      'How many have been ready for long enough.',
      ({ status }) => status?.availableReplicas ?? 0,
    ),
    int('UnavailableReplicas', 'How many are still missing.', ({ status }) => status?.unavailableReplicas ?? 0),
    int('UpdatedReplicas', 'How many run the present template.', ({ status }) => status?.updatedReplicas ?? 0),
    string(
      'Revision',
      'The number of the present template.',
      ({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision'],
    ),
    string('Strategy', 'How pods are replaced: RollingUpdate or Recreate.', ({ spec }) => spec?.strategy?.type),
    staleField,
  ],
  status,
  derived: { relations: ['deployment'], status: fromDependents('deployment', 'replicaset') },
  links: templateLinks('deployment', 'deployments', templateOf),
  redact: templateWithoutEnv,
});

function desired({ spec }: Api<Deployment>): number {
  return spec?.replicas ?? 1;
}

function status(object: Api<Deployment>): Status {
  const { spec, status } = object;
  const want = desired(object);
  const available = status?.availableReplicas ?? 0;
  const state = available >= want ? 'UP' : 'DOWN';
  const rollout = condition(status?.conditions, 'Progressing');
  const failure = condition(status?.conditions, 'ReplicaFailure');
  if (failure?.status === 'True') return degraded(causeOf(failure), state);
  if (rollout?.reason === 'ProgressDeadlineExceeded') return degraded(causeOf(rollout), state);
  if (!isObserved(object, status?.observedGeneration)) return progressing({ reason: 'NotObserved' }, state);
  if (spec?.paused) return suspended({ reason: 'Paused', since: rollout?.lastTransitionTime }, state);
  const updated = status?.updatedReplicas ?? 0;
  const total = status?.replicas ?? 0;
  if (want > 0 && available >= want && (updated < want || total > updated)) {
    return progressing(
      { reason: 'RollingOut', message: `${updated} of ${want} updated, ${total - updated} old` },
      'UP',
    );
  }
  const serving = condition(status?.conditions, 'Available');
  if (available < want && rollout?.reason === 'NewReplicaSetAvailable') {
    return degraded({ ...causeOf(serving, 'ReplicasMissing'), message: `${available} of ${want} available` });
  }
  return byReplicas(want, available, 'available', { since: serving?.lastTransitionTime });
}
