/** Kept templates of stateful and daemon sets. */

import type { ControllerRevision } from 'kubernetes-types/apps/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind, int } from '../define.ts';
import { withoutCopy } from '../redact.ts';
import { exists } from '../state.ts';

export const controllerrevision = defineKind<Api<ControllerRevision>>({
  key: 'controllerrevision',
  type: 'controllerrevision',
  manager: 'k8s',
  group: 'workload',
  doc: 'A template that a stateful or daemon set has or had.',
  api: { group: 'apps', versions: ['v1'], plural: 'controllerrevisions', kind: 'ControllerRevision', namespaced: true },
  optional: true,
  fields: [int('Revision', 'Its number; the highest is the present one.', ({ revision }) => revision)],
  status: exists,
  links: [],
  redact: ({ data: _, ...revision }) =>
    ({ ...revision, metadata: withoutCopy(revision.metadata) }) as Api<ControllerRevision>,
});
