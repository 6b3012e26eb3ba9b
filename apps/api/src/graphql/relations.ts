/** Which relation fields each kind has: the links of the registry, read in both directions. */

import type { GraphEdge, GraphNode, Reader } from '@canopy/model';
import type { Kind } from '@canopy/model/kinds';

/** Edges that a relation field follows. */
export interface Path {
  readonly direction: 'out' | 'in';
  readonly relation: string;
  /** The type at the other end; absent where the link may lead to any kind. */
  readonly type?: string;
}

export interface RelationField {
  readonly name: string;
  readonly docs: readonly string[];
  readonly paths: readonly Path[];
}

/** By the key of the kind. One field may follow several paths: `secret.consumers` leads to pods and to accounts. */
export function relationFields(kinds: readonly Kind[]): Map<string, RelationField[]> {
  const found = new Map<string, Map<string, { docs: string[]; paths: Path[] }>>();
  const add = (key: string, name: string, doc: string, path: Path): void => {
    const fields = found.get(key) ?? new Map();
    found.set(key, fields);
    const field = fields.get(name) ?? { docs: [], paths: [] };
    fields.set(name, field);
    if (!field.docs.includes(doc)) field.docs.push(doc);
    const same = (other: Path) =>
      other.direction === path.direction && other.relation === path.relation && other.type === path.type;
    if (!field.paths.some(same)) field.paths.push(path);
  };
  const types = new Map(kinds.map((kind) => [kind.key, kind.type]));
  for (const kind of kinds)
    for (const link of kind.links) {
      const alone = !kind.links.some(
        (other) => other.relation === link.relation && other.direction === link.direction && other.to !== link.to,
      );
      const target = alone ? undefined : types.get(link.to);
      const { relation } = link;
      add(kind.key, link.field, link.doc, {
        direction: link.direction,
        relation,
        ...(target === undefined ? {} : { type: target }),
      });
      const back = link.direction === 'out' ? 'in' : 'out';
      add(link.to, link.inverse, link.doc, { direction: back, relation, type: kind.type });
    }
  return new Map(
    [...found].map(([key, fields]) => [key, [...fields].map(([name, rest]) => ({ name, ...rest }))] as const),
  );
}

/** The nodes at the other end, each once, in the order of their edges. */
export function* follow(reader: Reader, node: GraphNode, paths: readonly Path[]): Iterable<[GraphNode, GraphEdge]> {
  const seen = new Set<string>();
  for (const path of paths) {
    const out = path.direction === 'out';
    for (const edge of out ? reader.outEdges(node.id) : reader.inEdges(node.id)) {
      if (edge.relationType !== path.relation) continue;
      const other = reader.node(out ? edge.to : edge.from);
      if (other === undefined || (path.type !== undefined && other.type !== path.type) || seen.has(other.id)) continue;
      seen.add(other.id);
      yield [other, edge];
    }
  }
}
