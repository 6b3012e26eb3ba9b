/** Places: the (cluster, kind, namespace) of nodes, which is what rights are given for. */

import type { GraphNode, Reader } from '@canopy/model';
import type { Kind } from '@canopy/model/kinds';

export interface Place {
  readonly key: string;
  readonly cluster: string;
  readonly kind: Kind;
  /** For namespaces their own name: a role inside may open them. */
  readonly namespace: string;
  /** Seen by everybody: the cluster itself. */
  readonly open: boolean;
}

export interface Places {
  of(node: GraphNode): Place | undefined;
  /** All places with a node. */
  all(): readonly Place[];
}

/**
 * A part of an object is where its object is: who may see pods may see their containers. What exists only as the target
 * of references (a user, an IP block) is where the kind that mentions it would be, in all namespaces. The list of kinds
 * may grow while it is used.
 */
export function createPlaces(reader: Reader, kinds: readonly Kind[]): Places {
  const byType = new Map<string, Kind>();
  let indexed = 0;
  const index = () => {
    for (const kind of kinds.slice(indexed)) {
      byType.set(`${kind.manager}/${kind.type}`, kind);
      if (!byType.has(kind.type)) byType.set(kind.type, kind);
    }
    indexed = kinds.length;
  };
  const pods = kinds.find((kind) => kind.key === 'pod');
  const made = new Map<string, Place>();
  const of = (node: GraphNode): Place | undefined => {
    if (indexed < kinds.length) index();
    const own = byType.get(`${node.manager}/${node.type}`) ?? byType.get(node.type);
    const isNamespace = node.type === 'namespace';
    const namespace = isNamespace ? node.name : node.namespace;
    const key = `${node.cluster}\n${own?.key ?? node.type}\n${namespace}`;
    const known = made.get(key);
    if (known !== undefined) return known;
    if (own === undefined) return undefined;
    const kind =
      own.api !== undefined ? own : node.type === 'container' ? pods : own.virtual ? mentioner(own, kinds) : own;
    if (kind === undefined) return undefined;
    const place = { key, cluster: node.cluster, kind, namespace, open: node.type === 'cluster' };
    made.set(key, place);
    return place;
  };
  return {
    of,
    all: () => {
      const found = new Set<Place>();
      for (const node of reader.nodes()) {
        const place = of(node);
        if (place !== undefined && !place.open) found.add(place);
      }
      // Namespaces come and go: what nothing is in any more is not kept.
      for (const [key, place] of made) if (!place.open && !found.has(place)) made.delete(key);
      return [...found];
    },
  };
}

function mentioner(target: Kind, kinds: readonly Kind[]): Kind | undefined {
  return kinds.find((kind) => kind.api !== undefined && kind.links.some((link) => link.to === target.key));
}
