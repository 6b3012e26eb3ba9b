/** For a denial: the rules that came closest to allowing, and what they ask for that is not so. */

import { printPort } from '../../kinds/networking/policy-form-text.ts';
import { labelDifferences } from './difference.ts';
import { type End, nameOf } from './end.ts';
import type { Governing } from './governing.ts';
import { insideCidr, matchesPeer } from './match.ts';
import { type Peer, portsOf, type Rule } from './policy.ts';

/** How many rules are looked at: more are too many to read, and cost time where thousands of policies govern a pod. */
const MOST_RULES = 2_000;
const MOST_SHOWN = 3;

export interface Miss {
  readonly policy: string;
  readonly policyId: string;
  readonly path: string;
  /** What would have to be otherwise, one line each. */
  readonly differences: readonly string[];
}

export interface Wanted {
  readonly protocol: string;
  /** Absent where every port of the protocol would do. */
  readonly port?: number | undefined;
}

/**
 * The rules with the fewest differences, in their own order. Words are made only for those that are at least as near as the
 * nearest so far: most of thousands of rules are not.
 */
export function nearestMisses(governing: Governing, other: End, destination: End, wanted: Wanted): readonly Miss[] {
  let found: Miss[] = [];
  let nearest = Number.POSITIVE_INFINITY;
  const isTooFar = (distance: number) => distance > nearest || (distance === nearest && found.length >= MOST_SHOWN);
  for (const rule of allowing(governing)) {
    const isOpen = opens(rule, destination, wanted);
    for (const peer of rule.peers ?? [undefined]) {
      const sort = peer !== undefined && isOfOtherSort(peer, other) ? 1 : 0;
      const isMeant = peer === undefined || matchesPeer(peer, other) === true;
      if (isTooFar((isOpen ? 0 : 1) + (isMeant ? 0 : 1) + sort)) continue;
      const differences = [
        ...(isMeant ? [] : peerDifferences(peer, other)),
        ...(isOpen ? [] : portDifferences(rule, destination, wanted)),
      ];
      const distance = differences.length + sort;
      if (differences.length === 0 || isTooFar(distance)) continue;
      if (distance < nearest) found = [];
      nearest = distance;
      const { policy } = rule;
      const path = peer?.path ?? rule.path;
      found.push({ policy: String(policy), policyId: policy.source.id, path, differences });
    }
  }
  return found;
}

/** A selector of pods is further from an address than a block, and a block further from a pod than a selector. */
function isOfOtherSort({ form, cidrs }: Peer, other: End): boolean {
  return form.pods === undefined ? cidrs.length > 0 && other.kind === 'pod' : other.kind !== 'pod';
}

function* allowing(governing: Governing): Generator<Rule> {
  let looked = 0;
  for (const policy of governing.policies) {
    for (const rule of policy.rules(governing.way)) {
      if (looked++ >= MOST_RULES) return;
      yield rule;
    }
  }
}

function opens(rule: Rule, destination: End, { protocol, port }: Wanted): boolean {
  const ports = portsOf(rule, destination);
  return port === undefined ? !ports.isEmpty : ports.has(protocol, port);
}

function portDifferences(rule: Rule, destination: End, { protocol, port }: Wanted): readonly string[] {
  const ports = portsOf(rule, destination);
  const allowed = (rule.form.ports ?? []).map(printPort).join(', ').replaceAll(':', '');
  const names = rule.named.map(({ name }) => name).join(', ');
  if (ports.isEmpty && names !== '') return [`${nameOf(destination)} has no port called ${names}`];
  if (port === undefined) return [];
  const other = protocolsOf(rule);
  if (!other.includes(protocol)) return [`protocol ${protocol} ≠ ${other.join(', ')}`];
  return [`port ${port} ≠ ${allowed}`];
}

function protocolsOf({ form }: Rule): readonly string[] {
  return [...new Set((form.ports ?? []).map(({ protocol }) => protocol ?? 'TCP'))];
}

function peerDifferences(peer: Peer, other: End): readonly string[] {
  if (matchesPeer(peer, other) === true) return [];
  const { form, rule } = peer;
  if (form.pods !== undefined) {
    if (other.kind !== 'pod') return [`${nameOf(other)} is no pod`];
    if (other.host !== undefined) return [`${nameOf(other)} is on the network of its node`];
    return [...spaceDifferences(peer, other), ...labelDifferences(form.pods, other.labels)];
  }
  if (form.nodes !== undefined) {
    const labels = other.kind === 'node' ? other.labels : other.kind === 'pod' ? other.host : undefined;
    return labels === undefined ? [`${nameOf(other)} is no node`] : labelDifferences(form.nodes, labels, 'node label');
  }
  if (form.domains !== undefined) return [`${nameOf(other)} is not known by a name`];
  if (peer.cidrs.length === 0) return [`${rule.path} has a peer of an unknown sort`];
  return [peer.cidrs.map((cidr) => blockDifference(cidr, other)).join('; ')];
}

function spaceDifferences({ form, rule }: Peer, other: Extract<End, { kind: 'pod' }>): readonly string[] {
  const { namespace, cluster } = rule.policy.source;
  if (other.cluster !== cluster) return [`cluster ${other.cluster} ≠ ${cluster}`];
  if (form.namespaces !== undefined) return labelDifferences(form.namespaces, other.spaceLabels, 'namespace label');
  return other.namespace === namespace ? [] : [`namespace ${other.namespace} ≠ ${namespace}`];
}

function blockDifference(cidr: Peer['cidrs'][number], other: End): string {
  const { text, except, exceptTexts } = cidr;
  const who = other.kind === 'address' ? other.addresses.texts.join(', ') : nameOf(other);
  const at = except.findIndex((_, i) => insideCidr({ ...cidr, block: except[i]!, except: [] }, other) === true);
  if (at >= 0 && insideCidr({ ...cidr, except: [] }, other) === true)
    return `${who} is in the exception ${exceptTexts[at]}`;
  if (other.kind === 'outside') return `only ${text} is allowed`;
  if (other.addresses.bytes.length === 0) return `${who} has no address yet (${text} wanted)`;
  const address = other.kind === 'address' ? '' : ` (${other.addresses.texts.join(', ')})`;
  return `${who}${address} is not in ${text}`;
}
