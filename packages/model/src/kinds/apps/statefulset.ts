/** Stateful sets. */

import type { StatefulSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, int, string } from '../define.ts';
import { ifPresent } from '../if-present.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { byReplicas, isObserved } from '../replicas.ts';
import { staleField } from '../stale-field.ts';
import { progressing } from '../state.ts';
import { fromDependents } from '../surroundings.ts';
import { templateLinks } from '../workload.ts';

export const statefulset = defineKind<Api<StatefulSet>>({
  key: 'statefulset',
  type: 'statefulset',
  manager: 'k8s',
  group: 'workload',
  doc: 'Keeps numbered pods running, each with storage and a name of its own.',
  api: { group: 'apps', versions: ['v1'], plural: 'statefulsets', kind: 'StatefulSet', namespaced: true },
  fields: [
    int('DesiredReplicas', 'How many pods it should have.', ({ spec }) => spec?.replicas ?? 1),
    string('ServiceName', 'The service that gives its pods their names.', ({ spec }) => spec?.serviceName ?? ''),
    int('Replicas', 'How many pods it has.', ({ status }) => status?.replicas ?? 0),
    int('ReadyReplicas', 'How many of them are ready.', ({ status }) => status?.readyReplicas ?? 0),
    int('CurrentReplicas', 'How many run the current revision.', ({ status }) => status?.currentReplicas ?? 0),
    int(
      'UpdatedReplicas',
      'How many run the revision that is rolled out.',
      ({ status }) => status?.updatedReplicas ?? 0,
    ),
    string('CurrentRevision', 'The revision that pods run.', ({ status }) => status?.currentRevision ?? ''),
    string('UpdateRevision', 'The revision that is rolled out.', ({ status }) => status?.updateRevision ?? ''),
    staleField,
  ],
  status,
  derived: { relations: ['statefulset'], status: fromDependents('statefulset', 'pod') },
  links: [
    ...templateLinks('statefulset', 'statefulsets', templateOf),
    {
      join: 'name',
      to: 'service',
      relation: 'statefulset',
      direction: 'out',
      field: 'service',
      inverse: 'statefulsets',
      doc: 'The service that gives its pods their names.',
      refs: ({ spec }) => (spec?.serviceName ? [{ name: spec.serviceName, why: { Path: 'spec.serviceName' } }] : []),
    },
    ifPresent(
      {
        to: 'persistentvolumeclaim',
        relation: 'statefulset',
        direction: 'out',
        field: 'claims',
        inverse: 'statefulsets',
        doc: 'The claims that it makes for its pods, one for each template and number.',
        sameNamespace: true,
      },
      ownClaims,
    ),
  ],
  redact: templateWithoutEnv,
});

/** Claims are named `<template>-<statefulset>-<number>`; they may be absent until their pod is made. */
function ownClaims({ metadata, spec }: Api<StatefulSet>): readonly (readonly [string, string])[] {
  const first = spec?.ordinals?.start ?? 0;
  const numbers = Array.from({ length: spec?.replicas ?? 1 }, (_, at) => first + at);
  return (spec?.volumeClaimTemplates ?? []).flatMap((template, at) =>
    numbers.map(
      (number) =>
        [`${template.metadata?.name}-${metadata.name}-${number}`, `spec.volumeClaimTemplates[${at}]`] as const,
    ),
  );
}

function status(object: Api<StatefulSet>): Status {
  const { spec, status } = object;
  const want = spec?.replicas ?? 1;
  const ready = status?.availableReplicas ?? status?.readyReplicas ?? 0;
  if (!isObserved(object, status?.observedGeneration)) {
    return progressing({ reason: 'NotObserved' }, ready >= want ? 'UP' : 'DOWN');
  }
  const updated = status?.updatedReplicas ?? want;
  const rolling = spec?.updateStrategy?.type !== 'OnDelete' && status?.currentRevision !== status?.updateRevision;
  const target = want - (spec?.updateStrategy?.rollingUpdate?.partition ?? 0);
  if (ready >= want && rolling && updated < target) {
    return progressing({ reason: 'RollingOut', message: `${updated} of ${target} updated` }, 'UP');
  }
  return byReplicas(want, ready, 'ready');
}
