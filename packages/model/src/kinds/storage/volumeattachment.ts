/** Volumes on their way to nodes. */

import type { VolumeAttachment } from 'kubernetes-types/storage/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, string } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import { degraded, healthy, progressing } from '../state.ts';

const facts = { join: 'name', relation: 'volumeattachment', direction: 'out', inverse: 'volumeattachments' } as const;

export const volumeattachment = defineKind<Api<VolumeAttachment>>({
  key: 'volumeattachment',
  type: 'volumeattachment',
  manager: 'k8s',
  group: 'storage',
  doc: 'A volume that is to be attached to a node.',
  api: {
    group: 'storage.k8s.io',
    versions: ['v1'],
    plural: 'volumeattachments',
    kind: 'VolumeAttachment',
    namespaced: false,
  },
  fields: [
    string('Attacher', 'The driver that attaches it.', ({ spec }) => spec?.attacher),
    string('Node', 'The node that it is attached to.', ({ spec }) => spec?.nodeName),
    string('Volume', 'The volume.', ({ spec }) => spec?.source?.persistentVolumeName),
    boolean('Attached', 'Whether it is there.', ({ status }) => status?.attached ?? false),
  ],
  status,
  links: [
    {
      ...facts,
      to: 'persistentvolume',
      field: 'volume',
      doc: 'The volume that is attached.',
      refs: ({ spec }) => {
        const name = spec?.source?.persistentVolumeName;
        return name ? [{ name, why: { Path: 'spec.source.persistentVolumeName' } }] : [];
      },
    },
    {
      ...facts,
      to: 'node',
      field: 'node',
      doc: 'The node that it is attached to.',
      refs: ({ spec }) => (spec?.nodeName ? [{ name: spec.nodeName, why: { Path: 'spec.nodeName' } }] : []),
    },
    ifPresent(
      {
        relation: facts.relation,
        direction: facts.direction,
        inverse: facts.inverse,
        to: 'csidriver',
        field: 'csidriver',
        doc: 'The driver that attaches it.',
      },
      ({ spec }) => [[spec?.attacher, 'spec.attacher']],
    ),
  ],
});

function status({ metadata, status }: Api<VolumeAttachment>): Status {
  const failure = metadata.deletionTimestamp === undefined ? status?.attachError : status?.detachError;
  if (failure !== undefined) {
    const reason = metadata.deletionTimestamp === undefined ? 'AttachError' : 'DetachError';
    return degraded({ reason, message: failure.message });
  }
  if (metadata.deletionTimestamp !== undefined) return progressing({ reason: 'Detaching' });
  return status?.attached ? healthy() : progressing({ reason: 'Attaching' });
}
