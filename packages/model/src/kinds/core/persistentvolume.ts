/** Pieces of storage. */

import type { NodeSelectorTerm, PersistentVolume } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, json, string, strings } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import type { SelectorTerm } from '../link.ts';
import type { LabelExpression, LabelSelector } from '../object.ts';
import { degraded, healthy, progressing, unknown } from '../state.ts';

export const persistentvolume = defineKind<Api<PersistentVolume>>({
  key: 'persistentvolume',
  type: 'persistentvolume',
  manager: 'k8s',
  group: 'storage',
  doc: 'A piece of storage, which a claim may bind.',
  api: { group: '', versions: ['v1'], plural: 'persistentvolumes', kind: 'PersistentVolume', namespaced: false },
  fields: [
    json('Capacity', 'Its size, as quantities.', ({ spec }) => spec?.capacity ?? {}),
    string('VolumeMode', 'Filesystem or Block.', ({ spec }) => spec?.volumeMode ?? null),
    string(
      'StorageClassName',
      'The class that it belongs to; empty for none.',
      ({ spec }) => spec?.storageClassName ?? '',
    ),
    string('Status', 'Its phase: Available, Bound, Released, Failed.', ({ status }) => status?.phase ?? ''),
    strings('AccessModes', 'How it can be mounted.', ({ spec }) => spec?.accessModes ?? []),
    string('ClaimRef', 'The name of the claim that it is bound to.', ({ spec }) => spec?.claimRef?.name),
    string('ClaimNamespace', 'The namespace of that claim.', ({ spec }) => spec?.claimRef?.namespace),
    string(
      'ReclaimPolicy',
      'What becomes of it when the claim goes.',
      ({ spec }) => spec?.persistentVolumeReclaimPolicy,
    ),
    string('Driver', 'The CSI driver that serves it.', ({ spec }) => spec?.csi?.driver),
  ],
  status,
  links: [
    ifPresent(
      {
        to: 'storageclass',
        relation: 'storageclass',
        direction: 'in',
        field: 'storageclass',
        inverse: 'volumes',
        doc: 'The class that it belongs to.',
      },
      ({ spec }) => [[spec?.storageClassName, 'spec.storageClassName']],
    ),
    {
      join: 'name',
      to: 'persistentvolumeclaim',
      relation: 'persistentvolume',
      direction: 'out',
      field: 'claim',
      inverse: 'claimedBy',
      doc: 'The claim that it is bound to or kept for, by UID where it names one; that of a released volume is gone.',
      refs: ({ spec, status }) => {
        const { name, namespace, uid } = spec?.claimRef ?? {};
        if (!name || !namespace || status?.phase === 'Released') return [];
        const metadata = { Bound: status?.phase === 'Bound' };
        return [{ name, namespace, ...(uid && { uid }), why: { Path: 'spec.claimRef' }, optional: true, metadata }];
      },
    },
    ifPresent(
      {
        to: 'csidriver',
        relation: 'persistentvolume',
        direction: 'out',
        field: 'csidriver',
        inverse: 'volumes',
        doc: 'The driver that serves it.',
      },
      ({ spec }) => [[spec?.csi?.driver, 'spec.csi.driver']],
    ),
    {
      join: 'selector',
      to: 'node',
      relation: 'persistentvolume',
      direction: 'out',
      field: 'nodes',
      inverse: 'localVolumes',
      doc: 'The nodes that can reach it, where it says so.',
      terms: ({ spec }) => (spec?.nodeAffinity?.required?.nodeSelectorTerms ?? []).flatMap(nodeTerm),
    },
  ],
});

const operators: ReadonlySet<string> = new Set(['In', 'NotIn', 'Exists', 'DoesNotExist']);

/** Terms that compare numbers, or fields instead of labels, are beyond a label selector: they are left out. */
function nodeTerm({ matchExpressions, matchFields }: NodeSelectorTerm, at: number): readonly SelectorTerm[] {
  if (!matchExpressions?.length || matchFields?.length) return [];
  if (!matchExpressions.every(({ operator }) => operators.has(operator))) return [];
  const selector: LabelSelector = { matchExpressions: matchExpressions as LabelExpression[] };
  const Path = `spec.nodeAffinity.required.nodeSelectorTerms[${at}]`;
  return [{ selector, why: { Path } }];
}

function status({ metadata, status }: Api<PersistentVolume>): Status {
  const { phase, message } = status ?? {};
  const since = (status as { lastPhaseTransitionTime?: string } | undefined)?.lastPhaseTransitionTime;
  if (metadata.deletionTimestamp !== undefined && phase !== 'Failed') {
    return progressing(
      { reason: 'Terminating', message, since: metadata.deletionTimestamp },
      phase === 'Bound' ? 'UP' : 'DOWN',
    );
  }
  if (phase === 'Available' || phase === 'Bound') return healthy({ reason: phase, since });
  if (phase === 'Pending') return progressing({ reason: 'Pending', message, since });
  if (phase === 'Released') {
    return degraded({ reason: 'Released', message: message || 'its claim is gone, and no other can bind it', since });
  }
  if (phase === 'Failed') return degraded({ reason: status?.reason || 'Failed', message, since });
  return unknown({ reason: 'NoPhase' });
}
