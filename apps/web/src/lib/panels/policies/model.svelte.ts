/** Who governs a pod, as the edges of policies say, and whether one thing may reach another, as the server judges it. */

import type { GraphEdge, GraphNode, Reader } from '@canopy/model';
import type { Client } from '@urql/core';
import { trafficDocument } from '../../wire/documents.ts';
import { isNetwork, problemOf } from '../../wire/problem.ts';
import type { TrafficAnswer } from '../../wire/traffic.ts';
import { portsOf } from '../details/model.svelte.ts';

export type Way = 'ingress' | 'egress';

export interface Rule {
  readonly policy: GraphNode;
  readonly edge: GraphEdge;
  /** On these pods, when the question is about several. */
  readonly pods: number;
  readonly denies: boolean;
  readonly ports: string;
}

export interface Governance {
  readonly way: Way;
  /** Policies that select the pods: from the first one on, only what rules allow may pass. */
  readonly governs: readonly Rule[];
  /** Policies that govern others and name these pods as peers. */
  readonly names: readonly Rule[];
}

/** What the policies around some pods say of both directions; each policy once for each end. */
export function governanceOf(reader: Reader, pods: Iterable<string>): readonly Governance[] {
  const found = new Map<string, Rule & { pods: number }>();
  for (const pod of pods) {
    for (const edge of reader.inEdges(pod)) {
      const policy = reader.node(edge.from);
      if (policy === undefined || edge.metadata.PolicyType === undefined) continue;
      const { PolicyType, PolicyPoint, PolicyTarget, PolicyPorts } = edge.metadata;
      const key = `${String(PolicyType)} ${String(PolicyPoint)} ${policy.id}`;
      const known = found.get(key);
      const ports = portsOf(PolicyPorts);
      if (known === undefined) found.set(key, { policy, edge, pods: 1, denies: PolicyTarget === 'deny', ports });
      else found.set(key, { ...known, pods: known.pods + 1 });
    }
  }
  const rules = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const of = (way: Way, point: string) =>
    rules.filter(([key]) => key.startsWith(`${way} ${point} `)).map(([, rule]) => rule);
  return (['ingress', 'egress'] as const).map((way) => ({ way, governs: of(way, 'begin'), names: of(way, 'end') }));
}

/** Kinds whose objects decide about traffic, by their keys. */
export const isPolicy = (kind: string): boolean => /networkpolicy(\.|$)/.test(kind);

/** How the server is asked about a node: `pod/shop/web-1`, `namespace/shop`. */
export const spoken = ({ type, namespace, name }: GraphNode): string =>
  [type, namespace, name].filter((part) => part !== '').join('/');

/** What has a network, or pods that have one. */
const talking = [
  ...['pod', 'deployment', 'statefulset', 'daemonset', 'replicaset', 'job', 'cronjob', 'replicationcontroller'],
  ...['service', 'namespace', 'node'],
];

export const canTalk = (type: string): boolean => talking.includes(type);

/** Ends to choose from: those whose name contains what was typed, workloads before pods; the outside is always one. */
export function endsLike(reader: Reader, typed: string, most = 30): readonly string[] {
  const lower = typed.toLowerCase();
  const found: string[] = 'outside'.includes(lower) ? ['outside'] : [];
  for (const type of [...talking.slice(1), 'pod']) {
    for (const node of reader.ofType(type)) {
      if (found.length >= most) return found;
      const name = spoken(node);
      if (name.toLowerCase().includes(lower)) found.push(name);
    }
  }
  return found;
}

/** A question about traffic and its answer, which stays true while the graph changes. */
export class Passage {
  from = $state('');
  to = $state('');
  /** Empty for whichever port. */
  port = $state('');
  answer: TrafficAnswer | undefined = $state.raw(undefined);
  problem: string | undefined = $state(undefined);
  asking = $state(false);
  #stop: () => void = () => {};
  readonly #client: Pick<Client, 'subscription'>;

  constructor(client: Pick<Client, 'subscription'>) {
    this.#client = client;
  }

  /** Asks what is written now, in the place of what was asked before. */
  ask(): void {
    this.stop();
    const question = questionOf(this.from, this.to, this.port);
    if (typeof question === 'string') {
      this.answer = undefined;
      this.problem = question === '' ? undefined : question;
      return;
    }
    this.asking = true;
    const source = this.#client.subscription<{ traffic: TrafficAnswer }>(trafficDocument, question);
    const { unsubscribe } = source.subscribe(({ data, error }) => {
      this.asking = false;
      // A lost connection leaves the last answer; who shows it asks again when the picture is live.
      if (error !== undefined && isNetwork(error)) return;
      this.answer = error === undefined ? data?.traffic : undefined;
      this.problem = error === undefined ? undefined : wordsOf(problemOf(error).message);
    });
    this.#stop = unsubscribe;
  }

  stop(): void {
    this.#stop();
    this.#stop = () => {};
  }
}

function wordsOf(message: string): string {
  return /Cannot query field/.test(message) ? 'This server does not judge traffic.' : message;
}

interface Question {
  readonly from: string;
  readonly to: string;
  readonly port?: number;
  readonly protocol?: string;
}

/** `8080`, `UDP 53` or `53/udp`; what is wrong with the question instead, empty while it is not complete. */
export function questionOf(from: string, to: string, port: string): Question | string {
  if (from.trim() === '' || to.trim() === '') return '';
  const ends = { from: from.trim(), to: to.trim() };
  if (port.trim() === '') return ends;
  const number = Number(/\d+/.exec(port)?.[0]);
  const protocol = /tcp|udp|sctp/i.exec(port)?.[0].toUpperCase();
  if (!(number >= 1 && number <= 65_535)) return `"${port}" is no port: 8080, or UDP 53`;
  return { ...ends, port: number, ...(protocol === undefined ? {} : { protocol }) };
}
