/** Bounds and defaults for single objects of a namespace. */

import type { LimitRange } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind, json } from '../define.ts';
import { exists } from '../state.ts';

export const limitrange = defineKind<Api<LimitRange>>({
  key: 'limitrange',
  type: 'limitrange',
  manager: 'k8s',
  group: 'policy',
  doc: 'Bounds and defaults for what single objects of a namespace may ask for.',
  api: { group: '', versions: ['v1'], plural: 'limitranges', kind: 'LimitRange', namespaced: true },
  fields: [json('Limits', 'The bounds and defaults, by type of object.', ({ spec }) => spec?.limits ?? [])],
  status: exists,
  links: [
    {
      join: 'name',
      to: 'namespace',
      relation: 'limitrange',
      direction: 'out',
      field: 'limits',
      inverse: 'limitranges',
      doc: 'The namespace whose objects it bounds.',
      refs: ({ metadata: { namespace } }) =>
        namespace ? [{ name: namespace, why: { Path: 'metadata.namespace' } }] : [],
    },
  ],
});
