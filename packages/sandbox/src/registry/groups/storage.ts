/** The storage group: classes, drivers and attachments. */

import { at, listAt } from '../../base/json.ts';
import { storageClassDefaults } from '../../defaults/storage.ts';
import { age, integer, name, path, text } from '../columns/column.ts';
import { groupVersion, type Resource } from '../resource.ts';

const v1 = groupVersion('storage.k8s.io', 'v1');
const cluster = { namespaced: false } as const;

/** The annotation that makes a class the default one. */
const defaultClass = 'storageclass.kubernetes.io/is-default-class';

export const storage: readonly Resource[] = [
  v1({
    ...cluster,
    plural: 'storageclasses',
    kind: 'StorageClass',
    shortNames: ['sc'],
    defaults: storageClassDefaults,
    immutable: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    columns: [
      {
        ...name,
        of: (o) =>
          o.metadata.annotations?.[defaultClass] === 'true' ? `${o.metadata.name} (default)` : o.metadata.name,
      },
      path('Provisioner', 'provisioner'),
      path('ReclaimPolicy', 'reclaimPolicy'),
      path('VolumeBindingMode', 'volumeBindingMode'),
      text('AllowVolumeExpansion', (o) => String(o.allowVolumeExpansion ?? false)),
      age,
    ],
  }),
  v1({
    ...cluster,
    plural: 'csidrivers',
    kind: 'CSIDriver',
    columns: [
      name,
      text('AttachRequired', (o) => String(at(o, 'spec', 'attachRequired') ?? true)),
      text('PodInfoOnMount', (o) => String(at(o, 'spec', 'podInfoOnMount') ?? false)),
      age,
    ],
  }),
  v1({
    ...cluster,
    plural: 'csinodes',
    kind: 'CSINode',
    columns: [name, integer('Drivers', (o) => listAt(o, 'spec', 'drivers').length), age],
  }),
  v1({
    ...cluster,
    plural: 'volumeattachments',
    kind: 'VolumeAttachment',
    status: true,
    columns: [
      name,
      path('Attacher', 'spec.attacher'),
      path('PV', 'spec.source.persistentVolumeName'),
      path('Node', 'spec.nodeName'),
      text('Attached', (o) => String(at(o, 'status', 'attached') ?? false)),
      age,
    ],
  }),
  v1({
    plural: 'csistoragecapacities',
    kind: 'CSIStorageCapacity',
    columns: [name, path('StorageClassName', 'storageClassName'), path('Capacity', 'capacity'), age],
  }),
];
