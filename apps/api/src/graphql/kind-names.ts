/** The GraphQL names of kinds and of their fields, derived from the registry. */

import type { GraphNode } from '@canopy/model';
import type { Kind } from '@canopy/model/kinds';

/** Names that the schema uses itself, and one that reads better. `Node` is Relay's. */
const taken = new Map([
  ['Node', 'ClusterNode'],
  ['Resource', 'ResourceKind'],
  ['Relation', 'RelationKind'],
  ['Status', 'StatusKind'],
  ['Ipblock', 'IPBlock'],
]);

/** For nodes of kinds that the registry does not know. */
export const otherType = 'OtherResource';

export interface KindNames {
  typeOf(kind: Kind): string;
  /** The GraphQL type of a node of the graph. */
  typeOfNode(node: Pick<GraphNode, 'type' | 'manager'>): string;
}

export function kindNames(kinds: readonly Kind[]): KindNames {
  const byKey = new Map<string, string>();
  const byNode = new Map<string, string>();
  for (const kind of kinds) {
    const name = typeName(kind, new Set(byKey.values()));
    byKey.set(kind.key, name);
    for (const place of [`${kind.manager}/${kind.type}`, kind.type]) if (!byNode.has(place)) byNode.set(place, name);
  }
  return {
    typeOf: (kind) => byKey.get(kind.key) ?? otherType,
    typeOfNode: (node) => byNode.get(`${node.manager}/${node.type}`) ?? byNode.get(node.type) ?? otherType,
  };
}

function typeName(kind: Kind, used: ReadonlySet<string>): string {
  const plain = kind.api?.kind ?? pascal(kind.key);
  const name = taken.get(plain) ?? plain;
  return used.has(name)
    ? pascal(`${kind.manager === 'k8s' ? (kind.api?.group.split('.')[0] ?? '') : kind.manager}-${name}`)
    : name;
}

export function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `PodIP` → `podIP`, `QOSClass` → `qosClass`; short ones are one word: `IPs` → `ips`, `QoS` → `qos`. */
export function camel(text: string): string {
  const words = pascal(text);
  if (words.length <= 3) return words.toLowerCase();
  return words.replace(/^[A-Z]+(?=[A-Z][a-z]|[^A-Za-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
}
