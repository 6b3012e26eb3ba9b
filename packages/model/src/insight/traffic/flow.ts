/**
 * What one direction lets through, tier by tier: rules of the admin tier in order, then the network policies, which
 * decide for every pod that they govern, then the baseline; what nobody speaks of may pass.
 * Source: https://network-policy-api.sigs.k8s.io/ and the Kubernetes documentation of network policies
 */

import type { End } from './end.ts';
import type { Governing } from './governing.ts';
import { matchesPeer, matchesRule } from './match.ts';
import { portsOf, type Rule } from './policy.ts';
import { PortSet } from './port-set.ts';

/** What is in neither set is denied. */
export interface Flow {
  readonly allowed: PortSet;
  /** It depends on something that the graph does not know. */
  readonly unknown: PortSet;
}

/** A rule that decided about some ports; `path` is that of the peer where one is named. */
export interface Step {
  readonly rule: Rule;
  readonly path: string;
  readonly ports: PortSet;
  readonly effect: 'allow' | 'deny' | 'pass' | 'unknown';
}

export const openFlow: Flow = { allowed: PortSet.all, unknown: PortSet.none };
export const closedFlow: Flow = { allowed: PortSet.none, unknown: PortSet.none };

interface Progress {
  allowed: PortSet;
  unknown: PortSet;
  rest: PortSet;
}

/** `destination` is the end that receives, whose ports may have names. */
export function flowOf(governing: Governing, other: End, destination: End, steps?: Step[]): Flow {
  const now: Progress = { allowed: PortSet.none, unknown: PortSet.none, rest: PortSet.all };
  ordered(governing.admin, other, destination, now, steps);
  if (governing.isolates) additive(governing, other, destination, now, steps);
  else {
    ordered(governing.baseline, other, destination, now, steps);
    now.allowed = now.allowed.or(now.rest);
  }
  return { allowed: now.allowed, unknown: now.unknown.without(now.allowed) };
}

/** The first rule that speaks of a port decides about it; what is passed goes on to the next tier. */
function ordered(rules: readonly Rule[], other: End, destination: End, now: Progress, steps?: Step[]): void {
  let passed = PortSet.none;
  for (const rule of rules) {
    if (now.rest.isEmpty) break;
    const match = matchesRule(rule, other);
    if (match === false) continue;
    const ports = now.rest.and(portsOf(rule, destination));
    if (ports.isEmpty) continue;
    now.rest = now.rest.without(ports);
    const effect = match === undefined ? 'unknown' : rule.action;
    if (effect === 'unknown') now.unknown = now.unknown.or(ports);
    else if (effect === 'allow') now.allowed = now.allowed.or(ports);
    else if (effect === 'pass') passed = passed.or(ports);
    if (steps) steps.push({ rule, path: peerPath(rule, other), ports, effect });
  }
  now.rest = now.rest.or(passed);
}

function peerPath(rule: Rule, other: End): string {
  return rule.peers?.find((peer) => matchesPeer(peer, other) !== false)?.path ?? rule.path;
}

function additive(governing: Governing, other: End, destination: End, now: Progress, steps?: Step[]): void {
  const { rest } = now;
  const take = (rule: Rule, path: string, match: true | undefined): boolean => {
    const ports = rest.and(portsOf(rule, destination));
    if (ports.isEmpty) return false;
    if (match) now.allowed = now.allowed.or(ports);
    else now.unknown = now.unknown.or(ports);
    steps?.push({ rule, path, ports, effect: match ? 'allow' : 'unknown' });
    return steps === undefined && rest.without(now.allowed).isEmpty;
  };
  for (const rule of governing.open) if (take(rule, rule.path, true)) return;
  for (const peer of governing.candidates(other)) {
    const match = matchesPeer(peer, other);
    if (match !== false && take(peer.rule, peer.path, match)) return;
  }
}
