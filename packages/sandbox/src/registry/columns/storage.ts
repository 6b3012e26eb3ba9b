/** Table columns of volumes and claims. */

import { at, listAt, textAt } from '../../base/json.ts';
import type { Column } from '../resource.ts';
import { age, name, path, text } from './column.ts';

const shortModes: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};
const modes = (all: unknown[]): string => all.map((mode) => shortModes[String(mode)] ?? mode).join(',');
const status: Column['of'] = (o) => (o.metadata.deletionTimestamp ? 'Terminating' : textAt(o, 'status', 'phase'));

export const volumeColumns: readonly Column[] = [
  name,
  path('Capacity', 'spec.capacity.storage'),
  text('Access Modes', (o) => modes(listAt(o, 'spec', 'accessModes'))),
  path('Reclaim Policy', 'spec.persistentVolumeReclaimPolicy'),
  text('Status', status),
  text('Claim', (o) => {
    const claim = at(o, 'spec', 'claimRef');
    return claim ? `${at(claim, 'namespace')}/${at(claim, 'name')}` : '';
  }),
  text('StorageClass', (o) => textAt(o, 'spec', 'storageClassName') ?? ''),
  text('VolumeAttributesClass', () => '<unset>'),
  text('Reason', (o) => textAt(o, 'status', 'reason') ?? ''),
  age,
  path('VolumeMode', 'spec.volumeMode', 1),
];

export const claimColumns: readonly Column[] = [
  name,
  text('Status', status),
  text('Volume', (o) => textAt(o, 'spec', 'volumeName') ?? ''),
  text('Capacity', (o) => textAt(o, 'status', 'capacity', 'storage') ?? ''),
  text('Access Modes', (o) => modes(listAt(o, 'status', 'accessModes'))),
  text('StorageClass', (o) => textAt(o, 'spec', 'storageClassName') ?? ''),
  text('VolumeAttributesClass', () => '<unset>'),
  age,
  path('VolumeMode', 'spec.volumeMode', 1),
];
