import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { Mirror } from '../graph/mirror.ts';
import type { Kind } from '../kinds/define.ts';
import type { KubeObject } from '../kinds/object.ts';
import { watchedKinds } from '../kinds/registry.ts';
import { oracle } from '../testing/oracle.ts';
import { mutated, pick, randomObject, seeded } from '../testing/random-objects.ts';
import { show } from '../testing/show.ts';
import { Projection } from './projection.ts';

const RUNS = Number(process.env.CANOPY_RUNS ?? 60);
const STEPS = Number(process.env.CANOPY_STEPS ?? 200);
const first = Number(process.env.CANOPY_SEED ?? Date.now() % 1_000_000);

const kindOf = (object: KubeObject): Kind | undefined => {
  const [group, kind] = [object.apiVersion!.includes('/') ? object.apiVersion!.split('/')[0]! : '', object.kind];
  return watchedKinds.find(({ api }) => api?.group === group && api.kind === kind);
};

/** What stands in the cluster, by place. */
class Cluster {
  readonly graph = new Graph({ clock: () => 1, keep: 1_000_000 });
  readonly projection = new Projection({ graph: this.graph, cluster: 'c', kinds: watchedKinds });
  readonly objects = new Map<string, { kind: Kind; object: KubeObject }>();
  readonly complete = new Set<string>();
  #uid = 0;

  step(random: () => number): string {
    const uids = Array.from({ length: 12 }, (_, i) => `u${i}`);
    const known = [...this.objects.values()];
    const dice = random();
    if (dice < 0.45 || known.length === 0) {
      const object = randomObject(random, this.#freshUid(random), uids);
      return this.put(object);
    }
    const { kind, object } = pick(random, known);
    if (dice < 0.65) return this.put(mutated(random, object, uids));
    if (dice < 0.75) return this.put(structuredClone(object));
    if (dice < 0.9) return this.remove(kind, object);
    if (dice < 0.96) return this.relist(random, kind);
    return this.sync(random, kind);
  }

  put(object: KubeObject): string {
    const kind = kindOf(object);
    if (kind === undefined) return 'nothing';
    const { namespace = '', name, uid } = object.metadata;
    // A UID stands for one object only.
    for (const [key, other] of this.objects) {
      if (other.object.metadata.uid === uid && key !== `${kind.key}/${namespace}/${name}`) return 'nothing';
    }
    this.objects.set(`${kind.key}/${namespace}/${name}`, { kind, object });
    this.projection.upsert(kind.key, structuredClone(object));
    return `put ${kind.key}/${namespace}/${name} ${uid}`;
  }

  remove(kind: Kind, object: KubeObject): string {
    const { namespace = '', name } = object.metadata;
    this.objects.delete(`${kind.key}/${namespace}/${name}`);
    this.projection.remove(kind.key, object);
    return `remove ${kind.key}/${namespace}/${name}`;
  }

  /** Some objects went while nobody looked. */
  relist(random: () => number, kind: Kind): string {
    const uids = new Set<string>();
    for (const [key, { kind: k, object }] of [...this.objects]) {
      if (k !== kind) continue;
      if (random() < 0.5) this.objects.delete(key);
      else uids.add(object.metadata.uid);
    }
    this.projection.listed(kind.key, '', uids);
    return `relist ${kind.key} ${[...uids]}`;
  }

  sync(random: () => number, kind: Kind): string {
    const state = random() < 0.7 ? 'live' : 'forbidden';
    if (state === 'live') this.complete.add(kind.key);
    else this.complete.delete(kind.key);
    this.projection.sync({ kind: kind.key, namespace: '', state, objects: 0, since: 0, relists: 0 });
    return `sync ${kind.key} ${state}`;
  }

  commit(): void {
    this.projection.settle();
    this.graph.commit();
  }

  expected(): string[] {
    const facts = [...this.objects.values()];
    return oracle({ cluster: 'c', kinds: watchedKinds, facts, complete: this.complete });
  }

  #freshUid(random: () => number): string {
    const used = new Set([...this.objects.values()].map(({ object }) => object.metadata.uid));
    const low = Array.from({ length: 12 }, (_, i) => `u${i}`).filter((uid) => !used.has(uid));
    return low.length > 0 && random() < 0.7 ? pick(random, low) : `v${this.#uid++}`;
  }
}

describe(`the probe, from seed ${first}`, { timeout: 1_200_000 }, () => {
  it('builds the graph that brute force builds, after any sequence of events', () => {
    for (let run = 0; run < RUNS; run++) {
      const seed = first + run;
      const random = seeded(seed);
      const cluster = new Cluster();
      const mirror = new Mirror();
      const log: string[] = [];
      for (let step = 0; step < STEPS; step++) {
        log.push(cluster.step(random));
        if (step % 8 !== 7) continue;
        cluster.commit();
        mirror.apply(JSON.parse(JSON.stringify(cluster.graph.changes.since(mirror.reader.revision))));
        const context = `seed ${seed}, step ${step}: ${log.slice(-8).join('; ')}`;
        expect(show(cluster.graph.reader), context).toEqual(cluster.expected());
        if (step % 40 === 39) expect(show(mirror.reader), `mirror, ${context}`).toEqual(cluster.expected());
      }
    }
  });

  it('builds the same graph in whatever order the objects arrive, and nothing new from what it knows', () => {
    for (let run = 0; run < RUNS; run++) {
      const random = seeded(first + 5000 + run);
      const source = new Cluster();
      for (let i = 0; i < 60; i++) source.step(random);
      source.commit();
      const objects = [...source.objects.values()].map((each) => ({ each, order: random() }));
      const cluster = new Cluster();
      for (const key of source.complete)
        cluster.projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
      for (const { each } of objects.sort((a, b) => a.order - b.order)) cluster.put(each.object);
      cluster.commit();
      expect(show(cluster.graph.reader)).toEqual(source.expected());
      const { revision } = cluster.graph.changes;
      for (const { each } of objects) cluster.put(structuredClone(each.object));
      cluster.commit();
      expect(cluster.graph.changes.revision, `seed ${first + 5000 + run}`).toBe(revision);
    }
  });
});
