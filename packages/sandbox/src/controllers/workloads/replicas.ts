/** Replica sets and replication controllers: so many pods of one template. */

import type { ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import { controlledBy, controllerOf, type KubeObject, type NewObject } from '../../base/object.ts';
import { Problem } from '../../base/problem.ts';
import { type LabelSelector, type Labels, matches, matchesMap } from '../../selectors/label.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { withCondition } from '../conditions.ts';
import { type Controller, itsController, keyOfObject, splitKey } from '../controller.ts';
import { isActive, isReady, type StoredPod } from '../pods/state.ts';
import { afterRefusal } from './make-pod.ts';
import { podFrom } from './template.ts';

type ReplicaSetLike = Stored<ReplicaSet>;

/** At most so many pods are made or removed at a time, so that others get their turn. */
const burst = 500;

interface Sort {
  readonly resource: string;
  readonly kind: string;
  readonly name: string;
  readonly selects: (set: ReplicaSetLike, labels: Labels | undefined) => boolean;
}

export const replicaSets: Sort = {
  resource: 'replicasets.apps',
  kind: 'ReplicaSet',
  name: 'replicaset-controller',
  selects: (set, labels) => matches(set.spec?.selector as LabelSelector | undefined, labels),
};

export const replicationControllers: Sort = {
  resource: 'replicationcontrollers',
  kind: 'ReplicationController',
  name: 'replication-controller',
  selects: (set, labels) => matchesMap(set.spec?.selector as unknown as Labels | undefined, labels),
};

export function replicaController(cluster: Cluster, sort: Sort): Controller {
  const selecting = (pod: KubeObject): string[] => {
    if (controllerOf(pod)) return [];
    const sets = cluster.list<ReplicaSet>(sort.resource, pod.metadata.namespace);
    return sets.filter((set) => sort.selects(set, pod.metadata.labels)).map(keyOfObject);
  };
  // Strays are rare and looking for them costs a walk: only new sets and those that select a stray look.
  const lookForStrays = new Set<string>();
  const noting = (keys: string[]): string[] => {
    for (const key of keys) lookForStrays.add(key);
    return keys;
  };
  return {
    name: sort.name,
    watches: {
      [sort.resource]: (set, previous) => (previous ? [keyOfObject(set)] : noting([keyOfObject(set)])),
      pods: (pod, previous, gone) => [...itsController(sort.kind)(pod, previous, gone), ...noting(selecting(pod))],
    },
    reconcile(key) {
      const set = cluster.get<ReplicaSet>(sort.resource, ...splitKey(key));
      if (!set) return undefined;
      const pods = claim(cluster, sort, set, lookForStrays.delete(key)).filter(isActive);
      const missing = (set.spec?.replicas ?? 1) - pods.length;
      const going = set.metadata.deletionTimestamp !== undefined;
      const refusal = going ? undefined : scale(cluster, sort, set, pods, missing);
      report(cluster, sort, key, refusal);
      if (refusal !== undefined) return afterRefusal;
      return Math.abs(missing) > burst && !going ? 5 : undefined;
    },
  };
}

/** The pods of a set, after letting go those that it no longer selects and taking in stray ones. */
function claim(cluster: Cluster, sort: Sort, set: ReplicaSetLike, adopt: boolean): StoredPod[] {
  const own = cluster.controlled(set, 'pods') as StoredPod[];
  for (const pod of own.filter((one) => !sort.selects(set, one.metadata.labels))) {
    const ownerReferences = pod.metadata.ownerReferences?.filter((owner) => owner.uid !== set.metadata.uid);
    cluster.relabel('pods', pod, { ownerReferences: ownerReferences ?? [] });
  }
  const kept = own.filter((one) => sort.selects(set, one.metadata.labels));
  if (set.metadata.deletionTimestamp || !adopt) return kept;
  const stray = strays(cluster, sort, set);
  for (const pod of stray) {
    cluster.relabel('pods', pod, { ownerReferences: [...(pod.metadata.ownerReferences ?? []), controlledBy(set)] });
  }
  return [...kept, ...stray];
}

function strays(cluster: Cluster, sort: Sort, set: ReplicaSetLike): StoredPod[] {
  const found: StoredPod[] = [];
  for (const pod of cluster.core.list('pods', set.metadata.namespace)) {
    if (controllerOf(pod) || !sort.selects(set, pod.metadata.labels)) continue;
    if (isActive(pod as StoredPod)) found.push(pod as StoredPod);
  }
  return found;
}

/** Makes or removes pods; the answer is why one could not be made. */
function scale(
  cluster: Cluster,
  sort: Sort,
  set: ReplicaSetLike,
  pods: readonly StoredPod[],
  missing: number,
): Problem | undefined {
  for (let count = 0; count < Math.min(missing, burst); count += 1) {
    const made = cluster.attempt('pods', podOf(set));
    if (made === undefined || made instanceof Problem) return made;
    if (missing <= 20) cluster.tell(set, 'SuccessfulCreate', `Created pod: ${made.metadata.name}`, sort.name);
  }
  for (const pod of [...pods].sort(dispensableFirst).slice(0, Math.min(Math.max(0, -missing), burst))) {
    cluster.remove('pods', pod);
    if (missing >= -20) cluster.tell(set, 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`, sort.name);
  }
  return undefined;
}

const podOf = (set: ReplicaSetLike): NewObject =>
  podFrom(set.spec?.template, set, { generateName: `${set.metadata.name}-` });

/** Without a node before those with one, not ready before ready, young before old. */
function dispensableFirst(a: StoredPod, b: StoredPod): number {
  const assigned = Number(Boolean(a.spec?.nodeName)) - Number(Boolean(b.spec?.nodeName));
  const ready = Number(isReady(a)) - Number(isReady(b));
  return assigned || ready || b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp);
}

function report(cluster: Cluster, sort: Sort, key: string, refusal: Problem | undefined): void {
  const set = cluster.get<ReplicaSet>(sort.resource, ...splitKey(key));
  if (!set) return;
  const pods = (cluster.controlled(set, 'pods') as StoredPod[]).filter(isActive);
  const ready = pods.filter(isReady).length;
  const template = Object.entries(set.spec?.template?.metadata?.labels ?? {});
  const labelled = pods.filter((pod) => template.every(([name, value]) => pod.metadata.labels?.[name] === value));
  cluster.setStatus(sort.resource, set, {
    replicas: pods.length,
    ...(labelled.length && { fullyLabeledReplicas: labelled.length }),
    ...(ready && { readyReplicas: ready, availableReplicas: ready }),
    observedGeneration: set.metadata.generation,
    ...failure(cluster, sort, set, refusal),
  });
}

/** The condition that tells of a refusal; the first message stays, as each try has another name in it. */
function failure(cluster: Cluster, sort: Sort, set: ReplicaSetLike, refusal: Problem | undefined): object {
  if (refusal === undefined) return {};
  const former = set.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  if (former !== undefined) return { conditions: [former] };
  cluster.tell(set, 'FailedCreate', `Error creating: ${refusal.message}`, sort.name, 'Warning');
  const { message } = refusal;
  const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message };
  return { conditions: withCondition([], condition, cluster.now()) };
}
