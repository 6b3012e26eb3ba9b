/** Daemon sets: one pod on every node that takes it. */

import type { DaemonSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { type Controller, itsController, itself, keyOfObject, splitKey } from '../controller.ts';
import { type StoredNode, tolerates, wantsNode } from '../pods/fit.ts';
import { isFinished, isReady, type StoredPod } from '../pods/state.ts';
import { adoptAll } from './adopt.ts';
import { afterRefusal, makePod } from './make-pod.ts';
import { keepRevision, revisionLabel } from './revisions.ts';
import { share } from './share.ts';
import { podFrom } from './template.ts';

type StoredDaemonSet = Stored<DaemonSet>;

const resource = 'daemonsets.apps';
const onNodeTrouble = ['not-ready', 'unreachable', 'disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'];

export function daemonSetController(cluster: Cluster): Controller {
  return {
    name: 'daemonset-controller',
    watches: {
      [resource]: itself,
      pods: itsController('DaemonSet'),
      nodes: (node, previous) => (sameForDaemons(node, previous) ? [] : cluster.list(resource).map(keyOfObject)),
    },
    reconcile(key) {
      const set = cluster.get<DaemonSet>(resource, ...splitKey(key));
      if (!set) return undefined;
      const kept = keepRevision(cluster, set, set.spec?.template, set.spec?.revisionHistoryLimit);
      // Other than those of stateful sets, pods have the hash alone.
      const revision = kept.slice(set.metadata.name.length + 1);
      const refused = !set.metadata.deletionTimestamp && place(cluster, set, revision);
      report(cluster, set, revision);
      return refused ? afterRefusal : undefined;
    },
  };
}

/** A node's heartbeat concerns nobody. */
const sameForDaemons = (node: object, previous: object | undefined): boolean => {
  const [now, then] = [node as Stored<Node>, previous as Stored<Node> | undefined];
  return then !== undefined && now.spec === then.spec && now.metadata.labels === then.metadata.labels;
};

function eligible(set: StoredDaemonSet, node: StoredNode): boolean {
  const pod = { spec: withTolerations(set) } as Pod;
  return wantsNode(pod, node) && tolerates(pod, node);
}

function withTolerations(set: StoredDaemonSet) {
  const spec = set.spec?.template.spec;
  const added = onNodeTrouble.map((trouble) => ({
    key: `node.kubernetes.io/${trouble}`,
    operator: 'Exists',
    effect: trouble.startsWith('not') || trouble.startsWith('unreach') ? 'NoExecute' : 'NoSchedule',
  }));
  return { containers: [], ...spec, tolerations: [...(spec?.tolerations ?? []), ...added] };
}

const nodeOf = (pod: StoredPod): string | undefined =>
  pod.spec?.nodeName ??
  pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms[0]
    ?.matchFields?.[0]?.values?.[0];

/** True when a pod was refused. */
function place(cluster: Cluster, set: StoredDaemonSet, revision: string): boolean {
  const nodes = cluster.list<Node>('nodes').filter((node) => eligible(set, node));
  const wanted = new Set(nodes.map((node) => node.metadata.name));
  const placed = new Map<string, StoredPod>();
  // Those of a set that was deleted without them are taken in, where some are missing.
  const known = cluster.controlled(set, 'pods') as StoredPod[];
  const lacks = known.length < wanted.size && adoptAll(cluster, set, 'pods');
  const pods = lacks ? (cluster.controlled(set, 'pods') as StoredPod[]) : known;
  for (const pod of pods) {
    const node = nodeOf(pod) ?? '';
    const surplus = !wanted.has(node) || placed.has(node) || isFinished(pod);
    if (surplus && !pod.metadata.deletionTimestamp) cluster.remove('pods', pod);
    if (!surplus) placed.set(node, pod);
  }
  let refused = false;
  for (const node of wanted) if (!placed.has(node)) refused = startOn(cluster, set, node, revision) || refused;
  if (set.spec?.updateStrategy?.type !== 'OnDelete') replaceOld(cluster, set, [...placed.values()], revision);
  return refused;
}

/** Rolling update: at most `maxUnavailable` pods are missing at a time. */
function replaceOld(cluster: Cluster, set: StoredDaemonSet, pods: StoredPod[], revision: string): void {
  const limit = share(set.spec?.updateStrategy?.rollingUpdate?.maxUnavailable, pods.length, Math.ceil) || 1;
  const old = pods.filter(
    (pod) => pod.metadata.labels?.[revisionLabel] !== revision && !pod.metadata.deletionTimestamp,
  );
  const missing = pods.filter((pod) => !isReady(pod) || pod.metadata.deletionTimestamp).length;
  const broken = old.filter((pod) => !isReady(pod));
  const working = old.filter(isReady).slice(0, Math.max(0, limit - missing));
  for (const pod of [...broken, ...working]) cluster.remove('pods', pod);
}

function startOn(cluster: Cluster, set: StoredDaemonSet, node: string, revision: string): boolean {
  const labels = { [revisionLabel]: revision, 'pod-template-generation': String(set.metadata.generation ?? 1) };
  const pod = podFrom(set.spec?.template, set, { generateName: `${set.metadata.name}-`, labels });
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  const spec = withTolerations(set);
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } };
  const placed = { ...pod, spec: { ...spec, affinity: { ...spec.affinity, nodeAffinity } } };
  return makePod(cluster, set, placed, 'daemonset-controller');
}

function report(cluster: Cluster, set: StoredDaemonSet, revision: string): void {
  const nodes = cluster.list<Node>('nodes').filter((node) => eligible(set, node));
  const wanted = new Set(nodes.map((node) => node.metadata.name));
  const pods = (cluster.controlled(set, 'pods') as StoredPod[]).filter((pod) => !pod.metadata.deletionTimestamp);
  const right = pods.filter((pod) => wanted.has(nodeOf(pod) ?? ''));
  const ready = right.filter(isReady).length;
  const updated = right.filter((pod) => pod.metadata.labels?.[revisionLabel] === revision).length;
  const missing = wanted.size - ready;
  cluster.setStatus(resource, set, {
    currentNumberScheduled: right.length,
    numberMisscheduled: pods.length - right.length,
    desiredNumberScheduled: wanted.size,
    numberReady: ready,
    observedGeneration: set.metadata.generation,
    ...(updated && { updatedNumberScheduled: updated }),
    ...(ready && { numberAvailable: ready }),
    ...(missing && { numberUnavailable: missing }),
  });
}
