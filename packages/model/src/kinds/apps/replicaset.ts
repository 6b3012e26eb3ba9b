/** Replica sets. */

import type { ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind, string } from '../define.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { replicaFields, replicaStatus } from '../replicas.ts';
import { staleField } from '../stale-field.ts';
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
    ...replicaFields,
    string(
      'Revision',
      'The number of its template in the deployment.',
      ({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/revision'],
    ),
    staleField,
  ],
  status: replicaStatus,
  derived: { relations: ['replicaset'], status: fromDependents('replicaset', 'pod') },
  links: templateLinks('replicaset', 'replicasets', templateOf),
  redact: templateWithoutEnv,
});
