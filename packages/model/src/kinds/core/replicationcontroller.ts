/** Replication controllers, the ancestors of replica sets. */

import type { ReplicationController } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { causeOf, condition } from '../conditions.ts';
import { defineKind, int } from '../define.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { byReplicas, isObserved } from '../replicas.ts';
import { staleField } from '../stale-field.ts';
import { degraded, progressing } from '../state.ts';
import { fromDependents } from '../surroundings.ts';
import { templateLinks } from '../workload.ts';

export const replicationcontroller = defineKind<Api<ReplicationController>>({
  key: 'replicationcontroller',
  type: 'replicationcontroller',
  manager: 'k8s',
  group: 'workload',
  doc: 'Keeps a number of pods of one template running; replica sets do this today.',
  api: {
    group: '',
    versions: ['v1'],
    plural: 'replicationcontrollers',
    kind: 'ReplicationController',
    namespaced: true,
  },
  fields: [
    int('DesiredReplicas', 'How many pods it should have.', ({ spec }) => spec?.replicas ?? 1),
    int('Replicas', 'How many pods it has.', ({ status }) => status?.replicas ?? 0),
    int('ReadyReplicas', 'How many of them are ready.', ({ status }) => status?.readyReplicas ?? 0),
    int(
      'AvailableReplicas',
      'How many have been ready for long enough.',
      ({ status }) => status?.availableReplicas ?? 0,
    ),
    staleField,
  ],
  status,
  derived: { relations: ['replicationcontroller'], status: fromDependents('replicationcontroller', 'pod') },
  links: templateLinks('replicationcontroller', 'replicationcontrollers', templateOf),
  redact: templateWithoutEnv,
});

function status(object: Api<ReplicationController>): Status {
  const want = object.spec?.replicas ?? 1;
  const available = object.status?.availableReplicas ?? 0;
  const state = available >= want ? 'UP' : 'DOWN';
  const failure = condition(object.status?.conditions, 'ReplicaFailure');
  if (failure?.status === 'True') return degraded(causeOf(failure), state);
  if (!isObserved(object, object.status?.observedGeneration)) return progressing({ reason: 'NotObserved' }, state);
  return byReplicas(want, available, 'available');
}
