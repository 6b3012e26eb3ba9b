/**
 * Whether a peer of a rule means an end: yes, no, or not to be known.
 * Pods on the host's network count as their node: selectors of pods pass over them, blocks see the node's address.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */

import { contains } from '../../base/address.ts';
import type { Addresses, End } from './end.ts';
import type { Cidr, Peer, Rule } from './policy.ts';

export type Match = boolean | undefined;

export function matchesRule(rule: Rule, end: End): Match {
  return rule.peers === undefined ? true : anyOf(rule.peers, (peer) => matchesPeer(peer, end));
}

export function matchesPeer(peer: Peer, end: End): Match {
  const { form } = peer;
  if (form.pods !== undefined) return matchesPods(peer, end);
  if (form.nodes !== undefined) return matchesNodes(peer, end);
  if (form.domains !== undefined) return end.kind === 'address' || end.kind === 'outside' ? undefined : false;
  return anyOf(peer.cidrs, (cidr) => insideCidr(cidr, end));
}

function matchesPods({ rule, selector, namespaces }: Peer, end: End): Match {
  if (end.kind !== 'pod' || end.host !== undefined) return false;
  const { cluster, namespace } = rule.policy.source;
  if (end.cluster !== cluster) return false;
  if (namespaces === undefined ? end.namespace !== namespace : !namespaces.matches(end.spaceLabels)) return false;
  return selector.matches(end.labels);
}

function matchesNodes({ rule, nodes }: Peer, end: End): Match {
  if (end.kind === 'outside' || end.kind === 'address') return false;
  const labels = end.kind === 'node' ? end.labels : end.host;
  return labels !== undefined && end.cluster === rule.policy.source.cluster && nodes!.matches(labels);
}

/** The outside as a whole is inside a block only where every address is: the internet is spoken of by its IPv4 ones. */
export function insideCidr(cidr: Cidr, end: End): Match {
  if (end.kind === 'outside') return isEverything(cidr) ? true : undefined;
  return end.addresses.bytes.length === 0 ? undefined : insideBytes(cidr, end.addresses);
}

const isEverything = ({ block, except }: Cidr): boolean =>
  block.prefix === 0 && block.bytes.length === 4 && except.length === 0;

function insideBytes({ block, except }: Cidr, { bytes }: Addresses): boolean {
  return bytes.some((address) => contains(block, address) && !except.some((hole) => contains(hole, address)));
}

function anyOf<T>(items: readonly T[], test: (item: T) => Match): Match {
  let open = false;
  for (const item of items) {
    const match = test(item);
    if (match === true) return true;
    if (match === undefined) open = true;
  }
  return open ? undefined : false;
}
