/** Snapshots of claims: a resource of the external snapshotter. */

import type { Status } from '../../graph/status.ts';
import { defineKind, string } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import type { NameRef } from '../link.ts';
import type { KubeObject } from '../object.ts';
import { type Snapshotted, snapshotStatus } from './snapshot-status.ts';

interface VolumeSnapshot extends KubeObject {
  readonly spec?: {
    readonly source?: { readonly persistentVolumeClaimName?: string; readonly volumeSnapshotContentName?: string };
    readonly volumeSnapshotClassName?: string;
  };
  readonly status?: Snapshotted & { readonly boundVolumeSnapshotContentName?: string; readonly restoreSize?: string };
}

const facts = { join: 'name', relation: 'volumesnapshot', direction: 'out', inverse: 'volumesnapshots' } as const;

export const volumesnapshot = defineKind<VolumeSnapshot>({
  key: 'volumesnapshot',
  type: 'volumesnapshot',
  manager: 'k8s',
  group: 'storage',
  doc: 'A snapshot of a claim.',
  api: {
    group: 'snapshot.storage.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'volumesnapshots',
    kind: 'VolumeSnapshot',
    namespaced: true,
  },
  optional: true,
  fields: [
    string('Claim', 'The claim that it was taken of.', ({ spec }) => spec?.source?.persistentVolumeClaimName),
    string('RestoreSize', 'How large a claim must be to restore it.', ({ status }) => status?.restoreSize),
    string('TakenAt', 'When it was taken.', ({ status }) => status?.creationTime),
  ],
  status: ({ status }): Status => snapshotStatus(status),
  links: [
    ifPresent(
      {
        relation: facts.relation,
        direction: facts.direction,
        inverse: facts.inverse,
        to: 'persistentvolumeclaim',
        field: 'claim',
        doc: 'The claim that it was taken of; it may be gone by now.',
        sameNamespace: true,
      },
      ({ spec }) => [[spec?.source?.persistentVolumeClaimName, 'spec.source.persistentVolumeClaimName']],
    ),
    {
      ...facts,
      to: 'volumesnapshotcontent',
      field: 'content',
      doc: 'Where its bytes are.',
      refs: ({ spec, status }) => [
        ...named(status?.boundVolumeSnapshotContentName, 'status.boundVolumeSnapshotContentName'),
        ...named(spec?.source?.volumeSnapshotContentName, 'spec.source.volumeSnapshotContentName'),
      ],
    },
    {
      ...facts,
      to: 'volumesnapshotclass',
      field: 'class',
      doc: 'How it is taken.',
      refs: ({ spec }) => named(spec?.volumeSnapshotClassName, 'spec.volumeSnapshotClassName'),
    },
  ],
});

function named(name: string | undefined, Path: string): readonly NameRef[] {
  return name ? [{ name, why: { Path } }] : [];
}
