/** Replica sets. */

import type { ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { causeOf, condition } from '../conditions.ts';
import { defineKind, int, string } from '../define.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { byReplicas, isObserved } from '../replicas.ts';
import { staleField } from '../stale-field.ts';
import { degraded, progressing } from '../state.ts';
import { fromDependents } from '../surroundings.ts';
import { templateLinks } from '../workload.ts';

export const replicaset = defineKind<Api<ReplicaSet>>({
  key: 'replicaset',
  type: 'replicaset',
  manager: 'k8s',
  group: 'workload',
  doc: 'Keeps a number of pods of one template running; as a rule a deployment made it.',
  api: { group: 'apps', versions: ['v1'], plural: 'replicasets', kind: 'ReplicaSet', namespaced: true },
  fields: [
    int('DesiredReplicas', 'How many pods it should have.', ({ spec }) => spec?.replicas ?? 1),
    int('Replicas', 'How many pods it has.', ({ status }) => status?.replicas ?? 0),
    int('ReadyReplicas', 'How many of them are ready.', ({ status }) => status?.readyReplicas ?? 0),
    int(
      'AvailableReplicas',
      'How many have been ready for long enough.',
      ({ status }) => status?.availableReplicas ?? 0,
    ),
    string(
      'Revision',
      'The number of its template in the deployment.',
      ({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision'],
    ),
    staleField,
  ],
  status,
  derived: { relations: ['replicaset'], status: fromDependents('replicaset', 'pod') },
  links: templateLinks('replicaset', 'replicasets', templateOf),
  redact: templateWithoutEnv,
});

function status(object: Api<ReplicaSet>): Status {
  const want = object.spec?.replicas ?? 1;
  const available = object.status?.availableReplicas ?? 0;
  const failure = condition(object.status?.conditions, 'ReplicaFailure');
  if (failure?.status === 'True') return degraded(causeOf(failure), available >= want ? 'UP' : 'DOWN');
  if (!isObserved(object, object.status?.observedGeneration)) {
    return progressing({ reason: 'NotObserved' }, available >= want ? 'UP' : 'DOWN');
  }
  return byReplicas(want, available, 'available');
}
