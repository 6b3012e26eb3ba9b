/**
 * What becomes of a node whose kubelet is silent: it is tainted, and its pods count as not ready. The condition Ready of
 * the node is the switch, whoever sets it. Pods are not evicted.
 * Source: https://kubernetes.io/docs/concepts/architecture/nodes/#node-status
 */

import type { Node, Pod, Taint } from 'kubernetes-types/core/v1.d.ts';
import type { KubeObject } from '../../base/object.ts';
import { timestamp } from '../../base/object.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { holds, withCondition } from '../conditions.ts';
import { type Controller, itself } from '../controller.ts';

type StoredNode = Stored<Node>;

const ours: ReadonlySet<string> = new Set(['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready']);

export const isUp = (node: KubeObject): boolean => holds((node as StoredNode).status?.conditions, 'Ready');

export function nodeHealthController(cluster: Cluster): Controller {
  return {
    name: 'node-controller',
    watches: { nodes: itself },
    reconcile(key) {
      const node = cluster.get<Node>('nodes', '', key.slice(1));
      if (!node) return undefined;
      keepTaints(cluster, node);
      // A kubelet that is back tells itself how its pods fare.
      if (!isUp(node)) for (const pod of podsOn(cluster, node.metadata.name)) markNotReady(cluster, pod);
      return undefined;
    },
  };
}

export function* podsOn(cluster: Cluster, node: string): Generator<Stored<Pod>> {
  for (const pod of cluster.list<Pod>('pods')) if (pod.spec?.nodeName === node) yield pod;
}

function keepTaints(cluster: Cluster, node: StoredNode): void {
  const { taints = [] } = node.spec ?? {};
  const others = taints.filter(({ key }) => !ours.has(key));
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const key = ready?.status === 'False' ? 'node.kubernetes.io/not-ready' : 'node.kubernetes.io/unreachable';
  const wanted: Taint[] = isUp(node)
    ? others
    : [...others, { key, effect: 'NoSchedule' }, { key, effect: 'NoExecute' }];
  const told = (list: readonly Taint[]) => list.map((taint) => `${taint.key}:${taint.effect}`).join();
  if (told(wanted) === told(taints)) return;
  const { taints: _, ...spec } = node.spec ?? {};
  const metadata = { ...node.metadata, resourceVersion: '' };
  cluster.replace('nodes', { ...node, metadata, spec: wanted.length > 0 ? { ...spec, taints: wanted } : spec });
}

function markNotReady(cluster: Cluster, pod: Stored<Pod>): void {
  if (!holds(pod.status?.conditions, 'Ready')) return;
  const conditions = withCondition(pod.status?.conditions, { type: 'Ready', status: 'False' }, cluster.now());
  cluster.setStatus('pods', pod, { ...pod.status, conditions });
  cluster.tell(pod, 'NodeNotReady', 'Node is not ready', 'node-controller', 'Warning');
}

/** What the node controller writes when a kubelet has been silent for too long, or the kubelet when it is back. */
export function setKubelet(cluster: Cluster, name: string, up: boolean): boolean {
  const node = cluster.get<Node>('nodes', '', name);
  if (!node) return false;
  const ready = up
    ? { status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }
    : { status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };
  const conditions = withCondition(node.status?.conditions, { type: 'Ready', ...ready }, cluster.now());
  const stamped = conditions.map((one) =>
    one.type === 'Ready' && up ? { ...one, lastHeartbeatTime: timestamp(cluster.now()) } : one,
  );
  cluster.setStatus('nodes', node, { ...node.status, conditions: stamped });
  return true;
}
