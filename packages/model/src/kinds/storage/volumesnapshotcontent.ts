/** The bytes of snapshots: a resource of the external snapshotter. */

import { defineKind, string } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import type { KubeObject } from '../object.ts';
import { type Snapshotted, snapshotStatus } from './snapshot-status.ts';

interface VolumeSnapshotContent extends KubeObject {
  readonly spec?: {
    readonly driver?: string;
    readonly deletionPolicy?: string;
    readonly volumeSnapshotClassName?: string;
    readonly source?: { readonly snapshotHandle?: string };
  };
  readonly status?: Snapshotted & { readonly snapshotHandle?: string };
}

const facts = {
  join: 'name',
  relation: 'volumesnapshotcontent',
  direction: 'out',
  inverse: 'volumesnapshotcontents',
} as const;

export const volumesnapshotcontent = defineKind<VolumeSnapshotContent>({
  key: 'volumesnapshotcontent',
  type: 'volumesnapshotcontent',
  manager: 'k8s',
  group: 'storage',
  doc: 'Where the bytes of a snapshot are.',
  api: {
    group: 'snapshot.storage.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'volumesnapshotcontents',
    kind: 'VolumeSnapshotContent',
    namespaced: false,
  },
  optional: true,
  fields: [
    string('Driver', 'The driver that keeps them.', ({ spec }) => spec?.driver),
    string('DeletionPolicy', 'What becomes of them when the snapshot goes.', ({ spec }) => spec?.deletionPolicy),
    string(
      'Handle',
      'What the driver calls them.',
      ({ spec, status }) => status?.snapshotHandle ?? spec?.source?.snapshotHandle,
    ),
  ],
  status: ({ status }) => snapshotStatus(status),
  links: [
    {
      ...facts,
      to: 'volumesnapshotclass',
      field: 'class',
      doc: 'How they were taken.',
      refs: ({ spec }) => {
        const name = spec?.volumeSnapshotClassName;
        return name ? [{ name, why: { Path: 'spec.volumeSnapshotClassName' } }] : [];
      },
    },
    ifPresent(
      {
        relation: facts.relation,
        direction: facts.direction,
        inverse: facts.inverse,
        to: 'csidriver',
        field: 'csidriver',
        doc: 'The driver that keeps them.',
      },
      ({ spec }) => [[spec?.driver, 'spec.driver']],
    ),
  ],
});
