/** Storage classes. */

import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, string } from '../define.ts';
import { byName, ifPresent } from '../if-present.ts';
import { exists } from '../state.ts';

export const storageclass = defineKind<Api<StorageClass>>({
  key: 'storageclass',
  type: 'storageclass',
  manager: 'k8s',
  group: 'storage',
  doc: 'A sort of storage, and how volumes of it are made.',
  api: { group: 'storage.k8s.io', versions: ['v1'], plural: 'storageclasses', kind: 'StorageClass', namespaced: false },
  fields: [
    string('Provisioner', 'What makes its volumes.', ({ provisioner }) => provisioner ?? ''),
    string('ReclaimPolicy', 'What becomes of a volume when its claim goes.', ({ reclaimPolicy }) => reclaimPolicy),
    string(
      'BindingMode',
      'Whether a claim is bound at once or with its first pod.',
      ({ volumeBindingMode }) => volumeBindingMode,
    ),
    boolean('Expandable', 'Whether claims may grow.', ({ allowVolumeExpansion }) => allowVolumeExpansion),
    boolean('Default', 'Whether claims without a class get it.', ({ metadata }) => {
      return metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
    }),
  ],
  status: exists,
  indexed: byName,
  links: [
    ifPresent(
      {
        to: 'csidriver',
        relation: 'storageclass',
        direction: 'out',
        field: 'csidriver',
        inverse: 'storageclasses',
        doc: 'The driver that makes its volumes.',
      },
      ({ provisioner }) => [[provisioner, 'provisioner']],
    ),
  ],
});
