/** How snapshots are taken: a resource of the external snapshotter. */

import { defineKind, string } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import type { KubeObject } from '../object.ts';
import { exists } from '../state.ts';

interface VolumeSnapshotClass extends KubeObject {
  readonly driver?: string;
  readonly deletionPolicy?: string;
}

export const volumesnapshotclass = defineKind<VolumeSnapshotClass>({
  key: 'volumesnapshotclass',
  type: 'volumesnapshotclass',
  manager: 'k8s',
  group: 'storage',
  doc: 'How snapshots are taken.',
  api: {
    group: 'snapshot.storage.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'volumesnapshotclasses',
    kind: 'VolumeSnapshotClass',
    namespaced: false,
  },
  optional: true,
  fields: [
    string('Driver', 'The driver that takes them.', ({ driver }) => driver),
    string('DeletionPolicy', 'What becomes of the bytes when a snapshot goes.', ({ deletionPolicy }) => deletionPolicy),
  ],
  status: exists,
  links: [
    ifPresent(
      {
        to: 'csidriver',
        relation: 'volumesnapshotclass',
        direction: 'out',
        field: 'csidriver',
        inverse: 'volumesnapshotclasses',
        doc: 'The driver that takes them.',
      },
      ({ driver }) => [[driver, 'driver']],
    ),
  ],
});
