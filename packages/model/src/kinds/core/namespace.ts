/** Namespaces. */

import type { Namespace } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, string } from '../define.ts';
import { healthy, progressing, unknown } from '../state.ts';

export const namespace = defineKind<Api<Namespace>>({
  key: 'namespace',
  type: 'namespace',
  manager: 'k8s',
  group: 'cluster',
  doc: 'A namespace: the scope of names, quotas and policies.',
  api: { group: '', versions: ['v1'], plural: 'namespaces', kind: 'Namespace', namespaced: false },
  fields: [string('Status', 'Its phase: Active or Terminating.', ({ status }) => status?.phase)],
  status,
  links: [],
});

function status({ metadata, status }: Api<Namespace>): Status {
  if (status?.phase === 'Active' && metadata.deletionTimestamp === undefined) return healthy();
  if (status?.phase === 'Terminating' || metadata.deletionTimestamp !== undefined) {
    const stuck = status?.conditions?.find((each) => each.status === 'True');
    return progressing({ reason: 'Terminating', message: stuck?.message, since: metadata.deletionTimestamp });
  }
  return unknown({ reason: 'NoPhase' });
}
