/** Replication controllers, the ancestors of replica sets. */

import type { ReplicationController } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind } from '../define.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { replicaFields, replicaStatus } from '../replicas.ts';
import { staleField } from '../stale-field.ts';
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
  fields: [...replicaFields, staleField],
  status: replicaStatus,
  derived: { relations: ['replicationcontroller'], status: fromDependents('replicationcontroller', 'pod') },
  links: templateLinks('replicationcontroller', 'replicationcontrollers', templateOf),
  redact: templateWithoutEnv,
});
