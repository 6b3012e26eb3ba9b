/** What happens in a cluster all day: pods restart, come and go, deployments roll, nodes fail and return. */

import { type ClusterPlan, type ClusterSize, initialPod, namespaceOf, planOf } from './cluster.ts';
import { deployment, node, replicaset } from './objects.ts';
import { type PodFacts, pod } from './pod.ts';
import { type Random, seeded } from './random.ts';
import type { LoadWorld } from './world.ts';

interface Workload {
  readonly id: number;
  readonly namespace: string;
  generation: number;
  readonly pods: PodFacts[];
}

/** How often each thing happens, out of all. */
const SHARES = { restart: 0.7, replace: 0.2, roll: 0.08, node: 0.02 } as const;

export class Churn {
  readonly #world: LoadWorld;
  readonly #plan: ClusterPlan;
  readonly #random: Random;
  /** Those that something happened to; the others are as they were at the start. */
  readonly #workloads = new Map<number, Workload>();
  readonly #failed: number[] = [];
  #nextPod: number;

  /** The world must have been made from a cluster of this size. */
  constructor(world: LoadWorld, size: ClusterSize, seed = 1) {
    this.#world = world;
    this.#plan = planOf(size);
    this.#random = seeded(seed);
    this.#nextPod = this.#plan.pods;
  }

  /** Lets one thing happen; returns how many events that made. */
  step(): number {
    const before = this.#world.revision;
    const dice = this.#random();
    if (dice < SHARES.restart) this.#restart();
    else if (dice < SHARES.restart + SHARES.replace) this.#replace();
    else if (dice < 1 - SHARES.node) this.#roll();
    else this.#changeNode();
    return this.#world.revision - before;
  }

  #restart(): void {
    const { pods } = this.#workload();
    const at = this.#below(pods.length);
    const facts = { ...pods[at]!, restarts: pods[at]!.restarts + 1 };
    pods[at] = facts;
    this.#world.put(pod(facts));
  }

  /** A pod is evicted, and its replica set makes another one elsewhere. */
  #replace(): void {
    const workload = this.#workload();
    this.#swap(workload, this.#below(workload.pods.length));
  }

  #roll(): void {
    const workload = this.#workload();
    const { id, namespace, pods, generation } = workload;
    workload.generation++;
    this.#world.put(deployment(id, namespace, pods.length, workload.generation));
    this.#world.put(replicaset(id, namespace, pods.length, workload.generation));
    for (let at = 0; at < pods.length; at++) this.#swap(workload, at);
    this.#world.put(replicaset(id, namespace, 0, generation));
    // As with a history limit: what is older than the last one goes.
    if (generation > 0) this.#world.remove(replicaset(id, namespace, 0, generation - 1));
  }

  /** One node fails, or the one that failed first is back; its pods go with it. */
  #changeNode(): void {
    const returns = this.#failed.length > 3;
    const n = returns ? this.#failed.shift()! : this.#below(this.#plan.nodes);
    if (!returns) this.#failed.push(n);
    this.#world.put(node(n, returns));
    for (let index = n; index < this.#plan.pods; index += this.#plan.nodes) {
      const { pods } = this.#workloadOf(initialPod(this.#plan, index).workload);
      const at = pods.findIndex((each) => each.index === index);
      if (at < 0 || pods[at]!.ready === returns) continue;
      pods[at] = { ...pods[at]!, ready: returns };
      this.#world.put(pod(pods[at]!));
    }
  }

  #swap({ pods, generation }: Workload, at: number): void {
    const old = pods[at]!;
    const facts = { ...old, index: this.#nextPod++, node: this.#below(this.#plan.nodes), generation, restarts: 0 };
    pods[at] = facts;
    this.#world.put(pod(facts));
    this.#world.remove(pod(old));
  }

  #workload(): Workload {
    return this.#workloadOf(this.#below(this.#plan.workloads));
  }

  #workloadOf(id: number): Workload {
    const known = this.#workloads.get(id);
    if (known !== undefined) return known;
    const { podsPerWorkload, pods } = this.#plan;
    const first = id * podsPerWorkload;
    const length = Math.min(podsPerWorkload, pods - first);
    const workload = {
      id,
      namespace: namespaceOf(this.#plan, id),
      generation: 0,
      pods: Array.from({ length }, (_, i) => initialPod(this.#plan, first + i)),
    };
    this.#workloads.set(id, workload);
    return workload;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}
