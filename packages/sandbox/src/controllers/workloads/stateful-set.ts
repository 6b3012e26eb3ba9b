/** Stateful sets: numbered pods with claims of their own, made, replaced and removed in order. */

import type { StatefulSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { clone } from '../../base/json.ts';
import type { NewObject } from '../../base/object.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { type Controller, itsController, itself, splitKey } from '../controller.ts';
import { isFinished, isReady, type StoredPod } from '../pods/state.ts';
import { adopt } from './adopt.ts';
import { afterRefusal, makePod } from './make-pod.ts';
import { keepRevision, revisionLabel, templateOf } from './revisions.ts';
import { podFrom } from './template.ts';

type StoredStatefulSet = Stored<StatefulSet>;

const resource = 'statefulsets.apps';

export function statefulSetController(cluster: Cluster): Controller {
  return {
    name: 'statefulset-controller',
    watches: { [resource]: itself, pods: itsController('StatefulSet') },
    reconcile(key) {
      const set = cluster.get<StatefulSet>(resource, ...splitKey(key));
      if (!set) return undefined;
      const revision = keepRevision(cluster, set, set.spec?.template, set.spec?.revisionHistoryLimit);
      const refused = !set.metadata.deletionTimestamp && advance(cluster, set, revision);
      report(cluster, set, revision);
      return refused ? afterRefusal : undefined;
    },
  };
}

const ordinalOf = (pod: StoredPod): number => Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1);

function podsByOrdinal(cluster: Cluster, set: StoredStatefulSet): Map<number, StoredPod> {
  const pods = cluster.controlled(set, 'pods') as StoredPod[];
  return new Map(pods.map((pod) => [ordinalOf(pod), pod]));
}

/** One step towards the wanted pods; in order, a step waits for the pod before it. True when a pod was refused. */
function advance(cluster: Cluster, set: StoredStatefulSet, revision: string): boolean {
  const inOrder = set.spec?.podManagementPolicy !== 'Parallel';
  const pods = podsByOrdinal(cluster, set);
  const first = set.spec?.ordinals?.start ?? 0;
  const end = first + (set.spec?.replicas ?? 1);
  const revisionAt = (ordinal: number) =>
    ordinal < firstUpdated(set) ? (set.status?.currentRevision ?? revision) : revision;
  for (let ordinal = first; ordinal < end; ordinal += 1) {
    const pod = pods.get(ordinal) ?? adopted(cluster, set, ordinal);
    if (!pod && startAt(cluster, set, ordinal, revisionAt(ordinal))) return true;
    if (pod && isFinished(pod) && !pod.metadata.deletionTimestamp) cluster.remove('pods', pod);
    if (inOrder && !(pod && isReady(pod) && !pod.metadata.deletionTimestamp)) return false;
  }
  const surplus = [...pods].filter(([ordinal]) => ordinal < first || ordinal >= end).sort(([a], [b]) => b - a);
  for (const [, pod] of surplus) {
    if (!pod.metadata.deletionTimestamp) cluster.remove('pods', pod);
    if (inOrder) return false;
  }
  replaceOld(cluster, set, pods, revision);
  return false;
}

/** A pod that an earlier set of that name was deleted without. */
function adopted(cluster: Cluster, set: StoredStatefulSet, ordinal: number): StoredPod | undefined {
  const { namespace = '', name } = set.metadata;
  const pod = cluster.get<Pod>('pods', namespace, `${name}-${ordinal}`);
  return adopt(cluster, set, 'pods', pod) ? pod : undefined;
}

/** Those before the partition keep the template that they have, when they are made again too. */
const firstUpdated = ({ spec }: StoredStatefulSet): number =>
  (spec?.ordinals?.start ?? 0) + (spec?.updateStrategy?.rollingUpdate?.partition ?? 0);

/** Rolling update: from the highest ordinal down to the partition, one pod at a time. */
function replaceOld(cluster: Cluster, set: StoredStatefulSet, pods: Map<number, StoredPod>, revision: string): void {
  const { updateStrategy } = set.spec ?? {};
  if (updateStrategy?.type === 'OnDelete') return;
  for (const [ordinal, pod] of [...pods].sort(([a], [b]) => b - a)) {
    if (ordinal < firstUpdated(set)) return;
    if (pod.metadata.deletionTimestamp) return;
    if (pod.metadata.labels?.[revisionLabel] !== revision) {
      cluster.remove('pods', pod);
      return;
    }
    if (!isReady(pod)) return;
  }
}

/** True when it was refused. */
function startAt(cluster: Cluster, set: StoredStatefulSet, ordinal: number, revision: string): boolean {
  const name = `${set.metadata.name}-${ordinal}`;
  const { namespace } = set.metadata;
  const volumes = (set.spec?.volumeClaimTemplates ?? []).map((template) => {
    const claimName = `${template.metadata?.name}-${name}`;
    makeClaim(cluster, set, claimName, template);
    return { name: template.metadata?.name, persistentVolumeClaim: { claimName } };
  });
  const labels = {
    'apps.kubernetes.io/pod-index': String(ordinal),
    [revisionLabel]: revision,
    'statefulset.kubernetes.io/pod-name': name,
  };
  const template = templateOf(cluster, namespace ?? '', revision) ?? set.spec?.template;
  const pod = podFrom(template, set, { name, ...(namespace !== undefined && { namespace }), labels });
  const spec = pod.spec as { volumes?: { name: string }[] };
  const others = (spec.volumes ?? []).filter((one) => !volumes.some((volume) => volume.name === one.name));
  const hosted = { ...spec, hostname: name, subdomain: set.spec?.serviceName, volumes: [...volumes, ...others] };
  const what = `create Pod ${name} in StatefulSet ${set.metadata.name}`;
  return makePod(cluster, set, { ...pod, spec: hosted }, 'statefulset-controller', {
    created: () => `${what} successful`,
    failed: (message) => `${what} failed error: ${message}`,
  });
}

function makeClaim(cluster: Cluster, set: StoredStatefulSet, name: string, template: object): void {
  const { namespace = '' } = set.metadata;
  if (cluster.get('persistentvolumeclaims', namespace, name)) return;
  const { metadata, spec } = clone(template) as NewObject & { spec: object };
  const labels = { ...metadata.labels, ...set.spec?.selector?.matchLabels };
  cluster.create('persistentvolumeclaims', { metadata: { name, namespace, labels }, spec });
}

function report(cluster: Cluster, set: StoredStatefulSet, revision: string): void {
  const pods = [...podsByOrdinal(cluster, set).values()];
  const live = pods.filter((pod) => !isFinished(pod) && !pod.metadata.deletionTimestamp);
  const ready = live.filter(isReady).length;
  const updated = live.filter((pod) => pod.metadata.labels?.[revisionLabel] === revision).length;
  const wanted = set.spec?.replicas ?? 1;
  const done = updated === wanted && ready === wanted && live.length === wanted;
  const former = set.status?.currentRevision;
  const currentRevision = done ? revision : (former ?? revision);
  const current = live.filter((pod) => pod.metadata.labels?.[revisionLabel] === currentRevision).length;
  cluster.setStatus(resource, set, {
    observedGeneration: set.metadata.generation,
    replicas: live.length,
    ...(ready && { readyReplicas: ready }),
    availableReplicas: ready,
    ...(current && { currentReplicas: current }),
    ...(updated && { updatedReplicas: updated }),
    currentRevision,
    updateRevision: revision,
    collisionCount: 0,
  });
}
