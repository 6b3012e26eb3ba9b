import { describe, expect, it } from 'vitest';
import { Graph } from '../../graph/graph.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { registry } from '../../kinds/registry.ts';
import { pick, type Random, seeded } from '../../testing/random-objects.ts';
import { Projection } from '../projection.ts';

/** The API's times have whole seconds, so that several steps have the same one. */
const STEP = 400;
const START = Date.parse('2026-05-01T10:00:00Z');
const names = ['a', 'b', 'c'];
const sorts = ['Secret', 'ConfigMap'] as const;

interface Config {
  value: string;
  /** The step in which it was written last. */
  written: number;
  /** What the newest commit had. */
  known: string | undefined;
  /** When that was written. */
  changed: number;
  exists: boolean;
  uid: number;
}

interface PodFacts {
  /** `Secret/a` and the like. */
  readonly reads: readonly { readonly what: string; readonly as: 'env' | 'all' | 'subPath' | 'volume' }[];
  started: number;
  running: boolean;
  /** When it had started by the newest commit, if it ran there. */
  shown: number | undefined;
  /** What was seen to change in the second of its start, after that. */
  readonly after: Set<string>;
  set: string | undefined;
}

const second = (step: number): number => Math.floor((step * STEP) / 1000);

/** A cluster of configs, pods, replica sets and deployments that goes on changing, and who should be stale in it. */
class Cluster {
  readonly random: Random;
  readonly graph: Graph;
  readonly projection: Projection;
  readonly configs = new Map<string, Config>();
  readonly pods = new Map<string, PodFacts>();
  readonly sets = new Map<string, string>();
  step = 0;
  #count = 0;

  constructor(random: Random) {
    this.random = random;
    this.graph = new Graph({ clock: () => this.#time() });
    this.projection = new Projection({ graph: this.graph, cluster: 'test', kinds: registry });
    for (const set of ['s1', 's2', 's3']) this.#putSet(set, pick(random, ['d1', 'd2']));
    for (const name of ['d1', 'd2']) this.#put('deployment', 'Deployment', name, {});
  }

  #time(): number {
    return START + this.step * STEP;
  }

  #stamp(step: number): string {
    return new Date(START + second(step) * 1000).toISOString();
  }

  #put(key: string, kind: string, name: string, more: object, uid = `${key}-${name}`, owner?: [string, string]): void {
    const ownerReferences = owner && [
      {
        apiVersion: 'apps/v1',
        kind: owner[0],
        name: owner[1],
        uid: `${owner[0].toLowerCase()}-${owner[1]}`,
        controller: true,
      },
    ];
    const metadata = { name, namespace: 'x', uid, creationTimestamp: this.#stamp(0), ownerReferences };
    this.projection.upsert(key, { apiVersion: 'v1', kind, metadata, ...more } as unknown as KubeObject);
  }

  #putSet(name: string, deployment: string): void {
    this.sets.set(name, deployment);
    const status = { replicas: Math.floor(this.random() * 3) };
    this.#put('replicaset', 'ReplicaSet', name, { spec: {}, status }, undefined, ['Deployment', deployment]);
  }

  #putConfig(place: string, config: Config): void {
    const [kind = '', name = ''] = place.split('/');
    const redacted = { keys: ['k'], hash: config.value, written: this.#stamp(config.written) };
    this.#put(kind.toLowerCase(), kind, name, redacted, `${place}-${config.uid}`);
  }

  #putPod(name: string, { reads, started, running, set }: PodFacts): void {
    const env = reads.flatMap(({ what, as }, at) => {
      const [kind, name] = what.split('/');
      return as === 'env'
        ? [
            {
              name: `V${at}`,
              valueFrom: { [kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef']: { name, key: 'k' } },
            },
          ]
        : [];
    });
    const envFrom = reads.flatMap(({ what, as }) => {
      const [kind, name] = what.split('/');
      return as === 'all' ? [{ [kind === 'Secret' ? 'secretRef' : 'configMapRef']: { name } }] : [];
    });
    const mounted = reads.filter(({ as }) => as === 'subPath' || as === 'volume');
    const volumes = mounted.map(({ what }, at) => {
      const [kind, name] = what.split('/');
      return { name: `v${at}`, ...(kind === 'Secret' ? { secret: { secretName: name } } : { configMap: { name } }) };
    });
    const volumeMounts = mounted.map(({ as }, at) => ({
      name: `v${at}`,
      mountPath: `/v${at}`,
      ...(as === 'subPath' ? { subPath: 'k' } : {}),
    }));
    const state = running
      ? { running: { startedAt: this.#stamp(started) } }
      : { waiting: { reason: 'CrashLoopBackOff' } };
    const more = {
      spec: { containers: [{ name: 'main', image: 'i', env, envFrom, volumeMounts }], volumes },
      status: { phase: 'Running', containerStatuses: [{ name: 'main', ready: running, restartCount: 0, state }] },
    };
    this.#put('pod', 'Pod', name, more, undefined, set === undefined ? undefined : ['ReplicaSet', set]);
  }

  /** One thing happens, and is committed now or together with the next ones. */
  change(): void {
    this.step++;
    const { random } = this;
    const dice = random();
    if (dice < 0.35) this.#changeConfig(`${pick(random, sorts)}/${pick(random, names)}`);
    else if (dice < 0.55) this.#addPod();
    else if (dice < 0.65) this.#putSet(pick(random, ['s1', 's2', 's3']), pick(random, ['d1', 'd2']));
    else if (this.pods.size > 0) this.#changePod(pick(random, [...this.pods.keys()]));
    if (random() < 0.7) this.commit();
  }

  commit(): void {
    for (const [place, config] of this.configs) {
      if (!config.exists || config.known === config.value) continue;
      const isFirst = config.known === undefined;
      config.changed = second(config.written);
      config.known = config.value;
      if (!isFirst) for (const pod of this.pods.values()) this.#see(pod, place, config);
    }
    this.projection.settle();
    this.graph.commit();
    for (const pod of this.pods.values()) {
      pod.shown = pod.running ? second(pod.started) : undefined;
      if (!this.isStale(pod)) pod.after.clear();
    }
  }

  /** A pod of the same second may have been there before the change; this witness knows. */
  #see({ running, started, shown, after }: PodFacts, place: string, { changed }: Config): void {
    if (running && second(started) === changed && shown === changed) after.add(place);
  }

  #changeConfig(place: string): void {
    const { random } = this;
    const old = this.configs.get(place);
    const dice = random();
    if (old?.exists && dice < 0.2) {
      old.exists = false;
      const [kind = '', name = ''] = place.split('/');
      this.projection.remove(kind.toLowerCase(), { metadata: { name, namespace: 'x', uid: `${place}-${old.uid}` } });
      return;
    }
    // The first one is as old as the cluster: nobody saw it change.
    const config = {
      value: pick(random, ['one', 'two', 'three']),
      written: old === undefined ? 0 : this.step,
      known: old?.known,
      changed: old?.changed ?? 0,
      exists: true,
      uid: old?.exists ? old.uid : ++this.#count,
    };
    this.configs.set(place, config);
    this.#putConfig(place, config);
  }

  #addPod(): void {
    const { random } = this;
    const name = `p${++this.#count}`;
    const reads = Array.from({ length: 1 + Math.floor(random() * 2) }, () => ({
      what: `${pick(random, sorts)}/${pick(random, names)}`,
      as: pick(random, ['env', 'all', 'subPath', 'volume'] as const),
    }));
    const set = random() < 0.8 ? pick(random, ['s1', 's2', 's3']) : undefined;
    const pod = { reads, started: this.step, running: random() < 0.9, set, shown: undefined, after: new Set<string>() };
    this.pods.set(name, pod);
    this.#putPod(name, pod);
  }

  #changePod(name: string): void {
    const pod = this.pods.get(name)!;
    const dice = this.random();
    if (dice < 0.2) {
      this.pods.delete(name);
      this.projection.remove('pod', { metadata: { name, namespace: 'x', uid: `pod-${name}` } });
      return;
    }
    if (dice < 0.4) pod.started = this.step;
    else if (dice < 0.6) pod.running = !pod.running;
    else if (dice < 0.8) pod.set = pick(this.random, ['s1', 's2', 's3', undefined]);
    this.#putPod(name, pod);
  }

  expected(): string[] {
    const stale = new Set<string>();
    for (const [name, pod] of this.pods) {
      if (!this.isStale(pod)) continue;
      const { set } = pod;
      stale.add(`container main of ${name}`).add(`pod ${name}`);
      if (set !== undefined) stale.add(`replicaset ${set}`).add(`deployment ${this.sets.get(set)}`);
    }
    return [...stale].sort();
  }

  isStale({ reads, started, running, after }: PodFacts): boolean {
    const isOld = ({ what, as }: PodFacts['reads'][number]) => {
      const config = this.configs.get(what);
      if (as === 'volume' || config?.exists !== true) return false;
      return second(started) === config.changed ? after.has(what) : second(started) < config.changed;
    };
    return running && reads.some(isOld);
  }

  marked(): string[] {
    const found = [...this.graph.reader.nodes()].filter(({ fields }) => fields.Stale === true);
    return found
      .map(({ type, name, fields }) =>
        type === 'container' ? `container ${name} of ${fields.Pod}` : `${type} ${name}`,
      )
      .sort();
  }
}

describe('the marks of what is stale', () => {
  const seed = Number(process.env.CANOPY_SEED ?? Math.floor(Math.random() * 1e6));

  it(`are those that brute force finds, after every change (seed ${seed})`, { timeout: 60_000 }, () => {
    let stale = 0;
    for (let world = 0; world < 60; world++) {
      const cluster = new Cluster(seeded(seed + world));
      for (let i = 0; i < 60; i++) {
        cluster.change();
        if (cluster.random() < 0.3) continue;
        cluster.commit();
        const marked = cluster.marked();
        expect(marked, `world ${world}, step ${cluster.step}`).toEqual(cluster.expected());
        stale += marked.length;
      }
    }
    expect(stale).toBeGreaterThan(1000);
  });
});
