/** A verdict with its reasons: what a question about traffic is answered with. */

import { type End, nameOf } from './end.ts';
import type { Flow, Step } from './flow.ts';
import type { Exemption, Judge, Judgement } from './judge.ts';
import { type Miss, nearestMisses } from './nearest-miss.ts';
import type { Way } from './policy.ts';
import { PortSet } from './port-set.ts';

/** `partly`: some of the pods that are meant, and not others. */
export type Verdict = 'allowed' | 'denied' | 'unknown' | 'partly';

export interface PolicyMention {
  readonly id: string;
  readonly name: string;
}

export interface Decision {
  readonly policy: PolicyMention;
  /** The field that decided: `spec.ingress[0].from[1]`. */
  readonly path: string;
  readonly effect: Step['effect'];
  readonly ports: string;
}

export interface Direction {
  readonly way: Way;
  readonly verdict: Exclude<Verdict, 'partly'>;
  /** Whether some policy governs the pod in this direction. */
  readonly governed: boolean;
  /** The policies that isolate the pod, and the cluster-wide ones that speak of it. */
  readonly policies: readonly PolicyMention[];
  readonly decisions: readonly Decision[];
  /** For a denial. */
  readonly misses: readonly Miss[];
  readonly ports: string;
  readonly reason: string;
}

export interface Case {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** How many pairs of pods this stands for. */
  readonly pairs: number;
  readonly verdict: Exclude<Verdict, 'partly'>;
  /** What may pass, whatever was asked. */
  readonly ports: string;
  readonly unknownPorts: string;
  readonly reason: string;
  readonly egress: Direction;
  readonly ingress: Direction;
}

export interface Asked {
  readonly protocol: string;
  readonly port?: number | undefined;
  /** Only this protocol counts, though no port was named. */
  readonly only?: boolean;
}

const MOST_MENTIONED = 20;

/** The judgement about the ports that were asked for; about any, where none were. */
export function verdictOf({ allowed, unknown }: Flow, asked: Asked): Case['verdict'] {
  const { protocol, port, only } = asked;
  if (port !== undefined)
    return allowed.has(protocol, port) ? 'allowed' : unknown.has(protocol, port) ? 'unknown' : 'denied';
  const scope = only ? PortSet.of(protocol) : PortSet.all;
  if (!allowed.and(scope).isEmpty) return 'allowed';
  return unknown.and(scope).isEmpty ? 'denied' : 'unknown';
}

export function directionOf(judge: Judge, way: Way, judgement: Judgement, from: End, to: End, asked: Asked): Direction {
  const [own, other] = way === 'egress' ? [from, to] : [to, from];
  const flow = judgement[way];
  const verdict = verdictOf(flow, asked);
  const governing = judgement.exempt === undefined ? judge.governing(way, own) : undefined;
  const mentioned =
    governing === undefined ? [] : [...governing.clusterWide, ...first(governing.policies, MOST_MENTIONED)];
  const governed = mentioned.length > 0;
  const base = { way, verdict, governed, ports: String(flow.allowed) };
  const policies = mentioned.map((policy) => ({ id: policy.source.id, name: String(policy) }));
  if (judgement.exempt === undefined && judge.isHidden(own)) {
    const reason = `not all policies that may govern ${nameOf(own)} can be seen`;
    return { ...base, policies: [], decisions: [], misses: [], reason };
  }
  if (!governed || governing === undefined) {
    const reason = freely(way, own, judgement.exempt);
    return { ...base, policies, decisions: [], misses: [], reason };
  }
  const steps = judge.steps(way, own, other).filter(({ ports }) => concerns(ports, asked));
  const decisions = steps.map(({ rule, path, effect, ports }) => ({
    policy: { id: rule.policy.source.id, name: String(rule.policy) },
    path,
    effect,
    ports: String(ports),
  }));
  const misses = verdict === 'denied' ? nearestMisses(governing, other, to, asked) : [];
  return {
    ...base,
    policies,
    decisions,
    misses,
    reason: reasonOf({ way, verdict, policies, decisions, misses }, own, other),
  };
}

function first<T>(items: Iterable<T>, most: number): readonly T[] {
  const found: T[] = [];
  for (const item of items) if (found.push(item) >= most) break;
  return found;
}

function concerns(ports: PortSet, { protocol, port, only }: Asked): boolean {
  if (port !== undefined) return ports.has(protocol, port);
  return !only || !ports.and(PortSet.of(protocol)).isEmpty;
}

const exemptions: Readonly<Record<Exemption, string>> = {
  itself: 'a pod always reaches itself',
  'own node': 'a node and the pods on it always reach each other',
  finished: 'a finished pod has no network',
  outside: 'both ends are outside the cluster',
  'other cluster': 'they are in different clusters, whose networks are not known to each other',
};

function freely(way: Way, own: End, exempt: Exemption | undefined): string {
  if (exempt !== undefined) return exemptions[exempt];
  const what = way === 'egress' ? 'sends' : 'receives';
  if (own.kind === 'pod' && own.host !== undefined)
    return `${nameOf(own)} is on the network of its node, which no policy governs`;
  return own.kind === 'pod' ? `no policy governs what ${nameOf(own)} ${what}` : `no policy governs ${nameOf(own)}`;
}

type Facts = Pick<Direction, 'way' | 'verdict' | 'policies' | 'decisions' | 'misses'>;

function reasonOf({ way, verdict, policies, decisions, misses }: Facts, own: End, other: End): string {
  const deciding = decisions.find(
    ({ effect }) => effect === (verdict === 'allowed' ? 'allow' : verdict === 'denied' ? 'deny' : 'unknown'),
  );
  if (deciding !== undefined) {
    const words = { allow: 'allows', deny: 'denies', pass: 'passes on', unknown: 'may allow' }[deciding.effect];
    return `${deciding.policy.name} ${words} it: ${deciding.path}, ${portWords(deciding.ports)}`;
  }
  if (verdict !== 'denied') return `no rule of the policies that govern ${nameOf(own)} is against it`;
  const isolating = policies.map(({ name }) => name);
  const shown = isolating.length > 3 ? `${isolating.slice(0, 3).join(', ')} and others` : isolating.join(', ');
  const what = way === 'egress' ? `lets it send to ${nameOf(other)}` : `lets it receive from ${nameOf(other)}`;
  const miss = misses[0];
  const nearest = miss === undefined ? '' : `; nearest: ${miss.policy} ${miss.path}: ${miss.differences.join(', ')}`;
  return `${shown} ${isolating.length > 1 ? 'isolate' : 'isolates'} ${nameOf(own)}, and no rule ${what}${nearest}`;
}

const portWords = (ports: string): string => (ports === 'all' ? 'all ports' : ports);

/** One sentence for a pair: the direction that denies, else how both agree. */
export function reasonFor(
  verdict: Case['verdict'],
  judgement: Judgement,
  egress: Direction,
  ingress: Direction,
): string {
  if (judgement.exempt !== undefined) return exemptions[judgement.exempt];
  if (verdict === 'denied') {
    const against = [egress, ingress].filter((way) => way.verdict === 'denied');
    if (against.length > 0) return against.map(({ reason }) => reason).join('; ');
    return `the sender may send on ${egress.ports}, the receiver may receive on ${ingress.ports}: they agree on no port`;
  }
  if (verdict === 'unknown')
    return [egress, ingress]
      .filter((way) => way.verdict === 'unknown')
      .map(({ reason }) => reason)
      .join('; ');
  if (!egress.governed && !ingress.governed) return `${egress.reason}, and ${ingress.reason}`;
  return [egress, ingress]
    .filter(({ governed }) => governed)
    .map(({ reason }) => reason)
    .join('; ');
}
