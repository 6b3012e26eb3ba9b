/** What kubelets do: start the pods of their nodes, tell how they fare, and let them go. */

import type { Container, Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster } from '../cluster.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';
import { isUp, podsOn } from '../lifecycle/node-health.ts';
import type { Addresses } from './addresses.ts';
import type { StoredNode } from './fit.ts';
import { type ContainerLife, live, notStarted, type Pace } from './life.ts';
import { configTrouble, mountTrouble } from './needs.ts';
import { podStatus } from './pod-status.ts';
import { isFinished, type StoredPod } from './state.ts';

/** What is remembered of a pod while it lives. */
interface PodLife {
  readonly arrived: number;
  lives: Map<string, ContainerLife>;
  leaving?: number;
}

export class Kubelet implements Controller {
  readonly name = 'kubelet';
  readonly #cluster: Cluster;
  readonly #addresses: Addresses;
  readonly #pace: Pace;
  readonly #pods = new Map<string, PodLife>();
  /** Pods that wait for something, by namespace: configuration may turn up. */
  readonly #blocked = new Map<string, Set<string>>();

  readonly watches: Controller['watches'] = {
    pods: (pod, previous, gone) => {
      if (gone) this.#forget(pod as StoredPod);
      return gone ? [] : itself(pod, previous, gone);
    },
    nodes: (node, previous) => {
      if (!previous || isUp(node) === isUp(previous) || !isUp(node)) return [];
      return [...podsOn(this.#cluster, node.metadata.name)].map(keyOfObject);
    },
    configmaps: (map) => this.#blocked.get(map.metadata.namespace ?? '') ?? [],
    secrets: (secret) => this.#blocked.get(secret.metadata.namespace ?? '') ?? [],
    persistentvolumeclaims: (claim) => this.#blocked.get(claim.metadata.namespace ?? '') ?? [],
  };

  constructor(cluster: Cluster, addresses: Addresses, pace: Pace) {
    this.#cluster = cluster;
    this.#addresses = addresses;
    this.#pace = pace;
  }

  reconcile(key: string): number | undefined {
    const pod = this.#cluster.get<Pod>('pods', ...splitKey(key));
    const node = pod?.spec?.nodeName && this.#cluster.get<Node>('nodes', '', pod.spec.nodeName);
    // A kubelet that is silent does nothing that anybody could see.
    if (!pod || !node || !isUp(node)) return undefined;
    const now = this.#cluster.now();
    const life = this.#pods.get(pod.metadata.uid) ?? { arrived: now, lives: new Map() };
    this.#pods.set(pod.metadata.uid, life);
    if (pod.metadata.deletionTimestamp) return this.#leave(pod, life, now);
    if (isFinished(pod)) return undefined;
    return this.#run(key, pod, node, life, now);
  }

  #run(key: string, pod: StoredPod, node: StoredNode, life: PodLife, now: number): number | undefined {
    const early = life.arrived + this.#pace.start - now;
    const mount = early > 0 ? undefined : mountTrouble(this.#cluster, pod);
    const blocked = mount !== undefined;
    const again = early > 0 || blocked ? [Math.max(0, early)] : this.#liveOn(pod, life, now);
    if (mount) this.#cluster.tell(pod, 'FailedMount', mount, this.name, 'Warning');
    this.#block(
      key,
      pod,
      blocked || [...life.lives.values()].some((one) => one.reason === 'CreateContainerConfigError'),
    );
    const ip = pod.spec?.hostNetwork ? undefined : this.#addresses.take(pod.metadata.uid);
    this.#cluster.setStatus(
      'pods',
      pod,
      podStatus({
        pod,
        node,
        lives: life.lives,
        ip: early > 0 || blocked ? undefined : ip,
        now,
        arrived: life.arrived,
      }),
    );
    const soonest = Math.min(...again.filter((wait) => wait > 0));
    return Number.isFinite(soonest) ? soonest : undefined;
  }

  /** Brings every container up to the present: first the init containers one by one, then the others together. */
  #liveOn(pod: StoredPod, life: PodLife, now: number): number[] {
    const again: number[] = [];
    const lives = new Map(life.lives);
    const step = (container: Container, init: boolean): ContainerLife => {
      const former = lives.get(container.name) ?? notStarted(now);
      const restartPolicy = pod.spec?.restartPolicy ?? 'Always';
      const trouble = former.state === 'running' ? undefined : configTrouble(this.#cluster, pod, container);
      const next = live(former, { container, restartPolicy, init, pace: this.#pace, trouble, now });
      if (next.again !== undefined) again.push(next.again);
      if (next.life !== former) this.#report(pod, container, former, next.life);
      lives.set(container.name, next.life);
      return next.life;
    };
    let initialised = true;
    for (const container of pod.spec?.initContainers ?? []) {
      const sidecar = container.restartPolicy === 'Always';
      const reached = step(container, !sidecar);
      initialised = sidecar ? reached.state === 'running' : reached.state === 'ended' && reached.exitCode === 0;
      if (!initialised) break;
    }
    if (initialised) for (const container of pod.spec?.containers ?? []) step(container, false);
    life.lives = lives;
    return again;
  }

  #report(pod: StoredPod, { name, image }: Container, former: ContainerLife, life: ContainerLife): void {
    const tell = (reason: string, message: string, type?: 'Warning') =>
      this.#cluster.tell(pod, reason, message, this.name, type);
    if (life.state === 'running' && former.state !== 'running') {
      tell('Pulled', `Container image "${image}" already present on machine`);
      tell('Created', `Created container: ${name}`);
      tell('Started', `Started container ${name}`);
    } else if (life.reason === 'ErrImagePull') {
      tell('Failed', `Failed to pull image "${image}": ${life.message}`, 'Warning');
    } else if (life.reason === 'ImagePullBackOff') {
      tell('BackOff', `Back-off pulling image "${image}"`, 'Warning');
    } else if (life.reason === 'CreateContainerConfigError') {
      tell('Failed', `Error: ${life.message}`, 'Warning');
    } else if (life.reason === 'CrashLoopBackOff') {
      tell('BackOff', `Back-off restarting failed container ${name} in pod ${pod.metadata.name}`, 'Warning');
    }
  }

  /** A pod that is deleted is gone after a moment, however long it would be given. */
  #leave(pod: StoredPod, life: PodLife, now: number): number | undefined {
    life.leaving ??= now;
    const left = life.leaving + this.#pace.stop - now;
    if (left > 0) return left;
    if ((pod.metadata.deletionGracePeriodSeconds ?? 0) > 0)
      this.#cluster.remove('pods', pod, { gracePeriodSeconds: 0 });
    return undefined;
  }

  #block(key: string, pod: StoredPod, blocked: boolean): void {
    const { namespace = '' } = pod.metadata;
    const keys = this.#blocked.get(namespace) ?? new Set<string>();
    if (blocked) this.#blocked.set(namespace, keys.add(key));
    else keys.delete(key);
  }

  #forget(pod: StoredPod): void {
    this.#pods.delete(pod.metadata.uid);
    this.#addresses.free(pod.metadata.uid);
    this.#blocked.get(pod.metadata.namespace ?? '')?.delete(`${pod.metadata.namespace ?? ''}/${pod.metadata.name}`);
  }
}
