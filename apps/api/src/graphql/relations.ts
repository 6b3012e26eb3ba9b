/** Which relation fields each kind has: the links of the registry read in both directions, and what combines them. */

import type { GraphEdge, GraphNode, Reader } from '@canopy/model';
import { type CombinedField, combinedFields, type Kind, type Link } from '@canopy/model/kinds';

/** Edges that a relation field follows. */
export interface Path {
  readonly direction: 'out' | 'in';
  readonly relation: string;
  /** The type at the other end; absent where the link may lead to any kind. */
  readonly type?: string;
  /** Only edges with these metadata. */
  readonly where?: Readonly<Record<string, unknown>>;
}

export interface RelationField {
  readonly name: string;
  readonly docs: readonly string[];
  readonly paths: readonly Path[];
}

/** By the key of the kind. One field may follow several paths: `secret.consumers` leads to pods and to accounts. */
export function relationFields(kinds: readonly Kind[]): Map<string, RelationField[]> {
  const found = new Map<string, Map<string, { docs: string[]; paths: Path[] }>>();
  const add: Add = (key, name, doc, path) => {
    const fields = found.get(key) ?? new Map();
    found.set(key, fields);
    const field = fields.get(name) ?? { docs: [], paths: [] };
    fields.set(name, field);
    if (!field.docs.includes(doc)) field.docs.push(doc);
    if (!field.paths.some((other: Path) => JSON.stringify(other) === JSON.stringify(path))) field.paths.push(path);
  };
  const types = new Map(kinds.map((kind) => [kind.key, kind.type]));
  for (const kind of kinds)
    for (const link of kind.links) {
      const { holder, target } = pathsOf(kind, link, types);
      add(kind.key, link.field, link.doc, holder);
      add(link.to, link.inverse, link.doc, target);
    }
  for (const field of combinedFields) addCombined(field, kinds, types, add);
  return new Map(
    [...found].map(([key, fields]) => [key, [...fields].map(([name, rest]) => ({ name, ...rest }))] as const),
  );
}

type Add = (key: string, name: string, doc: string, path: Path) => void;

/** A link from both its ends. */
function pathsOf(kind: Kind, link: Link, types: ReadonlyMap<string, string>): { holder: Path; target: Path } {
  const { relation, direction } = link;
  const alone = !kind.links.some(
    (other) => other.relation === relation && other.direction === direction && other.to !== link.to,
  );
  const type = alone ? undefined : types.get(link.to);
  return {
    holder: { direction, relation, ...(type === undefined ? {} : { type }) },
    target: { direction: direction === 'out' ? 'in' : 'out', relation, type: kind.type },
  };
}

function addCombined(field: CombinedField, kinds: readonly Kind[], types: ReadonlyMap<string, string>, add: Add): void {
  const where = field.where === undefined ? {} : { where: field.where };
  for (const kind of kinds)
    for (const link of kind.links) {
      if (!field.follows(link, kind)) continue;
      const key = field.side === 'holder' ? kind.key : link.to;
      if (!field.on.includes(key)) continue;
      const path = pathsOf(kind, link, types)[field.side];
      const type = field.side === 'holder' ? types.get(link.to) : path.type;
      add(key, field.name, field.doc, { ...path, ...(type === undefined ? {} : { type }), ...where });
    }
}

/** The nodes at the other end, each once, in the order of their edges. */
export function* follow(reader: Reader, node: GraphNode, paths: readonly Path[]): Iterable<[GraphNode, GraphEdge]> {
  const seen = new Set<string>();
  for (const path of paths) {
    const out = path.direction === 'out';
    for (const edge of out ? reader.outEdges(node.id) : reader.inEdges(node.id)) {
      if (edge.relationType !== path.relation || !shows(edge, path.where)) continue;
      const other = reader.node(out ? edge.to : edge.from);
      if (other === undefined || (path.type !== undefined && other.type !== path.type) || seen.has(other.id)) continue;
      seen.add(other.id);
      yield [other, edge];
    }
  }
}

function shows({ metadata }: GraphEdge, where: Path['where']): boolean {
  return where === undefined || Object.entries(where).every(([key, value]) => metadata[key] === value);
}
