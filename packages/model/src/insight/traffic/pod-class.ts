/**
 * Pods that no policy can tell apart but by their address: the same namespace, labels and named ports. What is found out
 * about one of them holds for all.
 */

import type { GraphNode, Labels } from '../../graph/node.ts';
import { type End, isOnHost, type PodEnd } from './end.ts';
import { closedFlow, type Flow, flowOf } from './flow.ts';
import { Governing } from './governing.ts';
import { insideCidr } from './match.ts';
import type { Cidr, Policy, Way } from './policy.ts';
import type { PolicyIndex } from './policy-index.ts';

const MOST_REMEMBERED = 10_000;

export class PodClass {
  readonly key: string;
  readonly number: number;
  readonly cluster: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly host: boolean;
  /** Ids of its pods. */
  readonly members = new Set<string>();
  readonly #governing: { ingress?: Governing | undefined; egress?: Governing | undefined } = {};
  readonly #cidrs: { ingress?: readonly Cidr[] | undefined; egress?: readonly Cidr[] | undefined } = {};
  readonly #flows = { ingress: new Map<string, Flow>(), egress: new Map<string, Flow>() };

  constructor(key: string, number: number, { cluster, namespace, labels, ...node }: GraphNode) {
    this.key = key;
    this.number = number;
    this.cluster = cluster;
    this.namespace = namespace;
    this.labels = labels;
    this.host = isOnHost(node as GraphNode);
  }

  governing(way: Way, policies: PolicyIndex, spaceLabels: Labels): Governing {
    this.#governing[way] ??= new Governing(
      way,
      policies.namespaced(this.cluster, this.namespace, this.labels),
      policies.clusterWide(this.cluster, this.labels, spaceLabels),
    );
    return this.#governing[way];
  }

  /** A policy of the namespace tier came or went. */
  change(policy: Policy, what: 'add' | 'remove'): void {
    for (const way of ['ingress', 'egress'] as const) {
      if (!policy.covers(way)) continue;
      this.#governing[way]?.[what](policy);
      this.#cidrs[way] = undefined;
      this.#flows[way].clear();
    }
  }

  /** Something changed that it cannot follow: all is found out again when asked. */
  forget(): void {
    for (const way of ['ingress', 'egress'] as const) {
      this.#governing[way] = undefined;
      this.#cidrs[way] = undefined;
      this.#flows[way].clear();
    }
  }

  /** What it lets through in one direction, remembered for each class of the other end and its place in the blocks. */
  flow(governing: Governing, own: PodEnd, other: End, otherClass: PodClass | undefined): Flow {
    const { way } = governing;
    if (own.finished) return closedFlow;
    const destination = way === 'ingress' ? own : other;
    if (otherClass === undefined || otherClass.host) return flowOf(governing, other, destination);
    const known = this.#flows[way];
    const key = `${otherClass.number}${this.place(governing, other)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const flow = flowOf(governing, other, destination);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, flow);
    return flow;
  }

  /** In which of the blocks that its policies name an end lies, as text; empty where they name none. */
  place(governing: Governing, other: End): string {
    const cidrs = this.cidrs(governing);
    return cidrs.length === 0 ? '' : `:${cidrs.map((cidr) => mark(insideCidr(cidr, other))).join('')}`;
  }

  cidrs(governing: Governing): readonly Cidr[] {
    this.#cidrs[governing.way] ??= governing.cidrs();
    return this.#cidrs[governing.way]!;
  }
}

const mark = (match: boolean | undefined): string => (match === undefined ? '?' : match ? '1' : '0');

const keys = new WeakMap<Labels, string>();

/** Equal for equal labels; labels are shared between pods, so that this is quick. */
export function labelsKey(labels: Labels): string {
  const known = keys.get(labels);
  if (known !== undefined) return known;
  const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  keys.set(labels, key);
  return key;
}
