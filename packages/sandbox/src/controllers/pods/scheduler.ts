/** The scheduler: finds the emptiest node that takes a pod, or says why none does. */

import type { Node, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { KubeObject } from '../../base/object.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { withCondition } from '../conditions.ts';
import { type Controller, keyOfObject, splitKey } from '../controller.ts';
import { claimNames } from './claims.ts';
import { loadOf, obstacle, type StoredNode } from './fit.ts';
import { Occupancy } from './occupancy.ts';
import { isFinished, type StoredPod } from './state.ts';

type StoredClaim = Stored<PersistentVolumeClaim>;

const selectedNode = 'volume.kubernetes.io/selected-node';

export class Scheduler implements Controller {
  readonly name = 'default-scheduler';
  readonly #cluster: Cluster;
  readonly #pending = new Set<string>();
  readonly #taken = new Map<string, Occupancy>();

  readonly watches: Controller['watches'] = {
    pods: (object, previous, gone) => this.#hear(object as StoredPod, previous as StoredPod | undefined, gone),
    // Only what may make room or take an obstacle away concerns waiting pods: not a heartbeat.
    nodes: (node, previous) =>
      previous && previous.spec === node.spec && previous.metadata.labels === node.metadata.labels
        ? []
        : [...this.#pending],
    persistentvolumeclaims: (claim) =>
      [...this.#pending].filter((key) => key.startsWith(`${claim.metadata.namespace}/`)),
  };

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  reconcile(key: string): undefined {
    const pod = this.#cluster.get<Pod>('pods', ...splitKey(key));
    if (!pod || !isWaiting(pod)) {
      this.#pending.delete(key);
      return;
    }
    this.#pending.add(key);
    const nodes = this.#cluster.list<Node>('nodes');
    const trouble = this.#claimTrouble(pod);
    if (trouble) return this.#refuse(pod, nodes.length, [trouble]);
    if (pod.spec?.schedulingGates?.length) return;
    const load = loadOf(pod);
    const reasons: string[] = [];
    let best: { node: StoredNode; pods: number } | undefined;
    for (const node of nodes) {
      const taken = this.#occupancy(node.metadata.name);
      const why = obstacle(pod, node, taken, load);
      if (why) reasons.push(why);
      else if (!best || taken.pods < best.pods) best = { node, pods: taken.pods };
    }
    if (!best) return this.#refuse(pod, nodes.length, reasons);
    if (this.#choosesVolumes(pod, best.node.metadata.name)) return;
    this.bind(pod, best.node.metadata.name);
    this.#cluster.tell(pod, 'Scheduled', `Successfully assigned ${key} to ${best.node.metadata.name}`, this.name);
  }

  /** Puts a pod on a node. */
  bind(pod: StoredPod, nodeName: string): void {
    const condition = { type: 'PodScheduled', status: 'True' };
    const conditions = withCondition(pod.status?.conditions, condition, this.#cluster.now());
    const status = { ...pod.status, conditions };
    this.#cluster.core.store.put('pods', {
      ...pod,
      metadata: { ...pod.metadata },
      spec: { ...pod.spec, nodeName },
      status,
    } as KubeObject);
  }

  #hear(pod: StoredPod, previous: StoredPod | undefined, gone: boolean): string[] {
    const key = keyOfObject(pod);
    const node = pod.spec?.nodeName;
    if (node) {
      if (gone || isFinished(pod)) this.#occupancy(node).leave(pod.metadata.uid);
      else this.#occupancy(node).enter(pod.metadata.uid, pod);
    }
    const freed = node !== undefined && (gone || (isFinished(pod) && previous !== undefined && !isFinished(previous)));
    if (gone) this.#pending.delete(key);
    const own = !gone && isWaiting(pod) && pod.metadata.resourceVersion && pod.spec !== previous?.spec ? [key] : [];
    return freed ? [...own, ...this.#pending] : own;
  }

  #occupancy(node: string): Occupancy {
    const found = this.#taken.get(node) ?? new Occupancy();
    this.#taken.set(node, found);
    return found;
  }

  #claim(pod: StoredPod, name: string): StoredClaim | undefined {
    return this.#cluster.get<PersistentVolumeClaim>('persistentvolumeclaims', pod.metadata.namespace ?? '', name);
  }

  #claimTrouble(pod: StoredPod): string | undefined {
    for (const name of claimNames(pod)) {
      const claim = this.#claim(pod, name);
      if (!claim) return `persistentvolumeclaim "${name}" not found`;
      if (claim.metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`;
      if (claim.status?.phase === 'Lost')
        return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec?.volumeName}"`;
      if (claim.status?.phase !== 'Bound' && !this.#bindsLate(claim))
        return 'pod has unbound immediate PersistentVolumeClaims';
    }
    return undefined;
  }

  #bindsLate(claim: StoredClaim): boolean {
    const storageClass = this.#cluster.get('storageclasses.storage.k8s.io', '', claim.spec?.storageClassName ?? '');
    return storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
  }

  /** Tells the claims that bind late where the pod shall go; true while one of them is not bound. */
  #choosesVolumes(pod: StoredPod, node: string): boolean {
    const claims = claimNames(pod).map((name) => this.#claim(pod, name));
    const open = claims.filter((claim) => claim !== undefined).filter((claim) => claim.status?.phase !== 'Bound');
    for (const claim of open) {
      const annotations = { ...claim.metadata.annotations, [selectedNode]: node };
      this.#cluster.relabel('persistentvolumeclaims', claim, { annotations });
    }
    return open.length > 0;
  }

  #refuse(pod: StoredPod, nodes: number, reasons: readonly string[]): undefined {
    const counts = new Map<string, number>();
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    const perNode = reasons.length > 1 || nodes === 1;
    const told = [...counts].map(([reason, count]) => (perNode ? `${count} ${reason}` : reason)).sort();
    const help = `preemption: 0/${nodes} nodes are available: ${nodes} Preemption is not helpful for scheduling.`;
    const message = `0/${nodes} nodes are available: ${told.join(', ')}. ${help}`;
    const former = pod.status?.conditions?.find((one) => one.type === 'PodScheduled');
    if (former?.message === message) return;
    const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
    const conditions = withCondition(pod.status?.conditions, condition, this.#cluster.now());
    this.#cluster.setStatus('pods', pod, { ...pod.status, conditions });
    this.#cluster.tell(pod, 'FailedScheduling', message, this.name, 'Warning');
  }
}

const isWaiting = (pod: StoredPod): boolean =>
  !pod.spec?.nodeName &&
  !pod.metadata.deletionTimestamp &&
  !isFinished(pod) &&
  pod.spec?.schedulerName === 'default-scheduler';
