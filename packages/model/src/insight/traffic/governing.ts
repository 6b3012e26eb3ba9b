/** The policies that govern a class of pods in one direction, with the rules that may concern a peer found quickly. */

import { SelectorFile } from '../../kinds/selector-file.ts';
import type { End } from './end.ts';
import type { Cidr, Peer, Policy, Rule, Way } from './policy.ts';

/** By precedence, then by name: between equals the API leaves the choice open. */
function inOrder(a: Policy, b: Policy): number {
  const byPriority = (a.source.form.priority ?? 0) - (b.source.form.priority ?? 0);
  return byPriority !== 0 ? byPriority : a.source.name < b.source.name ? -1 : 1;
}

export class Governing {
  readonly way: Way;
  readonly admin: readonly Rule[];
  readonly baseline: readonly Rule[];
  /** Of the namespace tier: one is enough to isolate. */
  readonly policies = new Set<Policy>();
  /** Cluster-wide ones that have rules for this direction. */
  readonly clusterWide: readonly Policy[];
  /** Rules that mean everybody. */
  readonly #open = new Set<Rule>();
  readonly #byLabels = new SelectorFile<Peer>();
  readonly #others = new Set<Peer>();

  constructor(way: Way, namespaced: Iterable<Policy>, clusterWide: readonly Policy[]) {
    this.way = way;
    const sorted = clusterWide.filter((policy) => policy.covers(way)).sort(inOrder);
    this.clusterWide = sorted;
    this.admin = sorted.filter(({ tier }) => tier === 'admin').flatMap((policy) => policy.rules(way));
    this.baseline = sorted.filter(({ tier }) => tier === 'baseline').flatMap((policy) => policy.rules(way));
    for (const policy of namespaced) this.add(policy);
  }

  get isolates(): boolean {
    return this.policies.size > 0;
  }

  add(policy: Policy): void {
    if (!policy.covers(this.way) || this.policies.has(policy)) return;
    this.policies.add(policy);
    for (const rule of policy.rules(this.way)) {
      if (rule.peers === undefined) this.#open.add(rule);
      for (const peer of rule.peers ?? []) {
        if (peer.form.pods === undefined) this.#others.add(peer);
        else this.#byLabels.add(peer);
      }
    }
  }

  remove(policy: Policy): void {
    if (!this.policies.delete(policy)) return;
    for (const rule of policy.rules(this.way)) {
      this.#open.delete(rule);
      for (const peer of rule.peers ?? []) {
        if (peer.form.pods === undefined) this.#others.delete(peer);
        else this.#byLabels.remove(peer);
      }
    }
  }

  /** Rules of the namespace tier that mean everybody. */
  get open(): Iterable<Rule> {
    return this.#open;
  }

  /** Peers of the namespace tier that may mean this end; those that certainly do not are left out. */
  *candidates(end: End): Generator<Peer> {
    if (end.kind === 'pod' && end.host === undefined) yield* this.#byLabels.matching(end.labels);
    yield* this.#others;
  }

  /** The blocks that decide anything here: what tells pods of one class apart. */
  cidrs(): readonly Cidr[] {
    const all = [...this.admin, ...this.baseline].flatMap(({ peers }) => (peers ?? []).flatMap(({ cidrs }) => cidrs));
    return [...all, ...[...this.#others].flatMap(({ cidrs }) => cidrs)];
  }
}
