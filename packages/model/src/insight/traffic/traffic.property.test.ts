import { describe, expect, it } from 'vitest';
import { Graph } from '../../graph/graph.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { registry } from '../../kinds/registry.ts';
import { Projection } from '../../probe/projection.ts';
import { pick, type Random, seeded } from '../../testing/random-objects.ts';
import type { End } from './end.ts';
import { Judge } from './judge.ts';
import { protocols } from './port-set.ts';
import { type OracleEnd, type OraclePod, type OracleWorld, passes } from './testing/oracle.ts';
import * as make from './testing/random-cluster.ts';

const kindOfObject = ({ kind = '', apiVersion = '' }: KubeObject): string => {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return registry.find(({ api }) => api?.kind === kind && api.group === group)!.key;
};

/** A cluster whose objects go the whole way through the probe, and an engine that follows it. */
class Cluster {
  readonly random: Random;
  readonly objects = new Map<string, KubeObject>();
  readonly graph = new Graph({ clock: () => 0 });
  readonly projection = new Projection({ graph: this.graph, cluster: 'test', kinds: registry });
  readonly judge: Judge;
  #count = 0;

  constructor(random: Random) {
    this.random = random;
    for (const { key } of registry) {
      this.projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
    }
    for (const name of make.namespaces) this.put(make.randomNamespace(random, name));
    for (const at of [1, 2]) this.put(make.randomNode(random, at));
    for (let i = 0; i < 7; i++) this.put(make.randomPod(random, ++this.#count));
    const policies = 1 + Math.floor(random() * 6);
    for (let i = 0; i < policies; i++) this.put(make.randomPolicy(random, ++this.#count));
    const admins = random() < 0.5 ? 0 : 1 + Math.floor(random() * 3);
    for (let i = 0; i < admins; i++) this.put(make.randomAdminPolicy(random, ++this.#count));
    this.commit();
    this.judge = new Judge(this.graph.reader, { changes: this.graph.changes });
  }

  put(object: object): void {
    const made = object as KubeObject;
    this.objects.set(made.metadata.uid, made);
    this.projection.upsert(kindOfObject(made), made);
  }

  commit(): void {
    this.projection.settle();
    this.graph.commit();
  }

  /** Some objects go, come, or become others. */
  change(): void {
    const { random } = this;
    for (let i = 0; i < 3; i++) {
      const old = pick(random, [...this.objects.values()]);
      const { kind = '', metadata } = old;
      if (random() < 0.3 && kind !== 'Node') {
        this.objects.delete(metadata.uid);
        this.projection.remove(kindOfObject(old), old);
        if (kind === 'Pod') this.put(make.randomPod(random, ++this.#count));
        continue;
      }
      this.put(this.#again(old));
    }
    this.commit();
  }

  #again(old: KubeObject): object {
    const { random } = this;
    const number = Number(old.metadata.uid.split('-')[1]);
    if (old.kind === 'Namespace') return make.randomNamespace(random, old.metadata.name);
    if (old.kind === 'Node') return make.randomNode(random, number);
    const next = (
      old.kind === 'Pod'
        ? make.randomPod(random, number)
        : old.kind === 'NetworkPolicy'
          ? make.randomPolicy(random, number)
          : { ...make.randomAdminPolicy(random, number), kind: old.kind, apiVersion: old.apiVersion }
    ) as KubeObject;
    if (old.kind?.endsWith('NetworkPolicy') && old.kind !== 'NetworkPolicy') return old;
    return {
      ...next,
      metadata: { ...next.metadata, ...(old.metadata.namespace ? { namespace: old.metadata.namespace } : {}) },
    };
  }

  world(): OracleWorld {
    const all = [...this.objects.values()];
    const of = (kind: string) => all.filter((object) => object.kind === kind);
    return {
      namespaces: new Map(of('Namespace').map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
      nodes: of('Node').map((node) => ({
        name: node.metadata.name,
        labels: node.metadata.labels ?? {},
        ip: (node as unknown as { status: { addresses: [{ address: string }] } }).status.addresses[0].address,
      })),
      policies: of('NetworkPolicy') as never,
      adminPolicies: all.filter(({ apiVersion }) => apiVersion?.startsWith('policy.networking')) as never,
    };
  }

  pods(): OraclePod[] {
    return [...this.objects.values()].filter(({ kind }) => kind === 'Pod') as unknown as OraclePod[];
  }

  /** Compares every pair and every port; returns the number of verdicts and the differences. */
  compare(): { verdicts: number; allowed: number; differences: string[] } {
    this.judge.refresh();
    const world = this.world();
    const pods = this.pods();
    const bare = make.addresses.map((ip): OracleEnd => ({ kind: 'Address', ip }));
    const ends: OracleEnd[] = [...pods, ...bare];
    const { population } = this.judge;
    const endOf = (end: OracleEnd): End =>
      end.kind === 'Pod' ? population.pod(end.metadata.uid)! : population.at(end.ip);
    let verdicts = 0;
    let yes = 0;
    const differences: string[] = [];
    for (const from of ends) {
      for (const to of ends) {
        if (from.kind === 'Address' && to.kind === 'Address') continue;
        const { allowed, unknown } = this.judge.judge(endOf(from), endOf(to));
        for (const protocol of protocols) {
          for (const port of [...make.ports, 85, 9999]) {
            verdicts++;
            const expected = passes(world, { from, to, protocol, port });
            if (expected) yes++;
            if (allowed.has(protocol, port) === expected && unknown.isEmpty) continue;
            differences.push(
              `${name(from)} → ${name(to)} ${protocol} ${port}: expected ${expected}, allowed ${allowed}, unknown ${unknown}`,
            );
          }
        }
      }
    }
    return { verdicts, allowed: yes, differences };
  }
}

const name = (end: OracleEnd): string =>
  end.kind === 'Pod' ? `${end.metadata.namespace}/${end.metadata.name}` : end.ip;

describe('traffic in random clusters', () => {
  const seed = Number(process.env.CANOPY_SEED ?? Math.floor(Math.random() * 1e6));

  it(`is judged as the documentation says, from the start and after every change (seed ${seed})`, {
    timeout: 60_000,
  }, () => {
    const random = seeded(seed);
    let verdicts = 0;
    let allowed = 0;
    const differences: string[] = [];
    while (verdicts < 250_000) {
      const cluster = new Cluster(random);
      for (let round = 0; round < 4; round++) {
        if (round > 0) cluster.change();
        const found = cluster.compare();
        verdicts += found.verdicts;
        allowed += found.allowed;
        differences.push(...found.differences);
        if (found.differences.length > 0) {
          differences.push(JSON.stringify([...cluster.objects.values()].filter(({ kind }) => kind !== 'Node')));
        }
      }
      expect(differences.slice(0, 5)).toEqual([]);
    }
    // Clusters in which nearly everything passes, or nothing, would prove little.
    expect(allowed / verdicts).toBeGreaterThan(0.2);
    expect(allowed / verdicts).toBeLessThan(0.8);
  });
});
