/** Requests for storage. */

import type { PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, json, string, strings } from '../define.ts';
import { byName, ifPresent } from '../if-present.ts';
import type { NameRef } from '../link.ts';
import { degraded, healthy, progressing, unknown } from '../state.ts';
import { needsAll } from '../surroundings.ts';

const beta = 'volume.beta.kubernetes.io/storage-class';

export const persistentvolumeclaim = defineKind<Api<PersistentVolumeClaim>>({
  key: 'persistentvolumeclaim',
  type: 'persistentvolumeclaim',
  manager: 'k8s',
  group: 'storage',
  doc: 'A request for storage, which a volume satisfies.',
  api: {
    group: '',
    versions: ['v1'],
    plural: 'persistentvolumeclaims',
    kind: 'PersistentVolumeClaim',
    namespaced: true,
  },
  fields: [
    strings('AccessModes', 'How it wants to be mounted.', ({ spec }) => spec?.accessModes ?? []),
    string('VolumeName', 'The volume that it is bound to; empty before that.', ({ spec }) => spec?.volumeName ?? ''),
    string('StorageClassName', 'The class that it asks for.', ({ spec }) => spec?.storageClassName ?? null),
    string('VolumeMode', 'Filesystem or Block.', ({ spec }) => spec?.volumeMode ?? null),
    string('Status', 'Its phase: Pending, Bound, Lost.', ({ status }) => status?.phase ?? ''),
    string('Requested', 'The size that it asks for.', ({ spec }) => spec?.resources?.requests?.storage),
    json('Capacity', 'The size that it got, as quantities.', ({ status }) => status?.capacity),
  ],
  status,
  derived: { relations: ['persistentvolumeclaim'], status: needsAll('persistentvolumeclaim', ['persistentvolume']) },
  indexed: byName,
  links: [
    {
      join: 'name',
      to: 'persistentvolume',
      relation: 'persistentvolumeclaim',
      direction: 'out',
      field: 'volume',
      inverse: 'claims',
      doc: 'The volume that it names; bound both ways once the edge says so.',
      refs: ({ spec, status }) => {
        const metadata = { Bound: status?.phase === 'Bound' };
        return spec?.volumeName ? [{ name: spec.volumeName, why: { Path: 'spec.volumeName' }, metadata }] : [];
      },
    },
    {
      join: 'name',
      to: 'storageclass',
      relation: 'storageclass',
      direction: 'in',
      field: 'storageclass',
      inverse: 'claims',
      doc: 'The class that it asks for; a claim that is bound does without one.',
      refs: (claim) => (isBound(claim) ? [] : classNames(claim).map(([name, Path]) => ({ name, why: { Path } }))),
    },
    ifPresent(
      {
        to: 'storageclass',
        relation: 'storageclass',
        direction: 'in',
        field: 'storageclass',
        inverse: 'claims',
        doc: 'The class that it was made by.',
      },
      (claim) => (isBound(claim) ? classNames(claim) : []),
    ),
    {
      join: 'name',
      to: 'volumesnapshot',
      others: ['persistentvolumeclaim'],
      relation: 'persistentvolumeclaim',
      direction: 'out',
      field: 'source',
      inverse: 'restores',
      doc: 'The snapshot or claim that it is filled from.',
      refs: sourceRefs,
    },
  ],
});

const isBound = ({ spec }: Api<PersistentVolumeClaim>): boolean => Boolean(spec?.volumeName);

function classNames({ metadata, spec }: Api<PersistentVolumeClaim>): readonly (readonly [string, string])[] {
  if (spec?.storageClassName) return [[spec.storageClassName, 'spec.storageClassName']];
  const name = metadata.annotations?.[beta];
  return name ? [[name, `metadata.annotations["${beta}"]`]] : [];
}

/** The API keeps `dataSource` and `dataSourceRef` alike; the latter may name another namespace. */
function sourceRefs({ spec }: Api<PersistentVolumeClaim>): readonly NameRef[] {
  const source = spec?.dataSourceRef ?? spec?.dataSource;
  if (!source?.name || !source.kind) return [];
  const namespace = (source as { namespace?: string }).namespace;
  const to = { group: source.apiGroup ?? '', kind: source.kind };
  const Path = spec?.dataSourceRef ? 'spec.dataSourceRef' : 'spec.dataSource';
  return [
    { name: source.name, ...(namespace && { namespace }), to, why: { Path }, optional: Boolean(spec?.volumeName) },
  ];
}

function status({ metadata, status }: Api<PersistentVolumeClaim>): Status {
  const change = status?.conditions?.find((each) => each.status === 'True');
  const cause = { reason: change?.type, message: change?.message, since: change?.lastTransitionTime };
  switch (status?.phase) {
    case 'Bound':
      if (metadata.deletionTimestamp !== undefined) return progressing({ reason: 'Terminating' }, 'UP');
      return change === undefined ? healthy({ reason: 'Bound' }) : progressing(cause, 'UP');
    case 'Pending':
      return progressing({ reason: 'Pending', ...(change && cause) });
    case 'Lost':
      return degraded({ reason: 'Lost', message: 'the volume that it was bound to is gone or bound to another claim' });
    default:
      return unknown({ reason: 'NoPhase' });
  }
}
