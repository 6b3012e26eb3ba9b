/** Which storage drivers run on a node. */

import type { CSINode } from 'kubernetes-types/storage/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind, strings } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import { exists } from '../state.ts';

export const csinode = defineKind<Api<CSINode>>({
  key: 'csinode',
  type: 'csinode',
  manager: 'k8s',
  group: 'storage',
  doc: 'The storage drivers that run on the node of the same name.',
  api: { group: 'storage.k8s.io', versions: ['v1'], plural: 'csinodes', kind: 'CSINode', namespaced: false },
  fields: [
    strings('Drivers', 'The names of the drivers, sorted.', ({ spec }) =>
      spec?.drivers?.map(({ name }) => name).sort(),
    ),
  ],
  status: exists,
  links: [
    ifPresent(
      {
        to: 'csidriver',
        relation: 'csinode',
        direction: 'out',
        field: 'csidrivers',
        inverse: 'csinodes',
        doc: 'Drivers that run on the node.',
      },
      ({ spec }) => (spec?.drivers ?? []).map(({ name }, at) => [name, `spec.drivers[${at}].name`] as const),
    ),
    {
      join: 'name',
      to: 'node',
      relation: 'csinode',
      direction: 'out',
      field: 'node',
      inverse: 'csinode',
      doc: 'The node.',
      refs: ({ metadata }) => [{ name: metadata.name, why: { Path: 'metadata.name' }, optional: true }],
    },
  ],
});
