/** A reader that hides: the only way to the graph from outside. What is hidden is no bridge, and counts nowhere. */

import type { GraphElement, PropertyValue } from '@canopy/gremlin/reader';
import type { GraphEdge, GraphNode, Reader } from '@canopy/model';
import type { Access } from './access.ts';

export function visibleReader(reader: Reader, access: Access): Reader {
  return access.everything ? reader : new VisibleReader(reader, access);
}

/** How many neighbours of a node are hidden from these viewers: that they are there is told, nothing else of them. */
export function hiddenNeighbours(reader: Reader, access: Access, id: string): number {
  const hidden = new Set<string>();
  if (access.everything) return 0;
  const look = (other: string) => {
    const node = reader.node(other);
    if (node !== undefined && !access.sees(node)) hidden.add(other);
  };
  for (const { to } of reader.outEdges(id)) look(to);
  for (const { from } of reader.inEdges(id)) look(from);
  return hidden.size;
}

class VisibleReader implements Reader {
  readonly #reader: Reader;
  readonly #access: Access;
  /** As in `GraphReader`: absent where the reader below has none. */
  readonly property?: (element: GraphElement, key: string) => unknown;

  constructor(reader: Reader, access: Access) {
    this.#reader = reader;
    this.#access = access;
    if (reader.property !== undefined) this.property = (element, key) => reader.property?.(element, key);
  }

  get revision(): number {
    return this.#reader.revision;
  }

  get nodeCount(): number {
    return count(this.nodes());
  }

  get edgeCount(): number {
    return count(this.edges());
  }

  node(id: string): GraphNode | undefined {
    const node = this.#reader.node(id);
    return node !== undefined && this.#access.sees(node) ? node : undefined;
  }

  edge(id: string): GraphEdge | undefined {
    const edge = this.#reader.edge(id);
    return edge !== undefined && this.#shows(edge) ? edge : undefined;
  }

  nodes(): Iterable<GraphNode> {
    return this.#visible(this.#reader.nodes());
  }

  edges(): Iterable<GraphEdge> {
    return this.#shown(this.#reader.edges());
  }

  outEdges(id: string): Iterable<GraphEdge> {
    return this.node(id) === undefined ? [] : this.#shown(this.#reader.outEdges(id));
  }

  inEdges(id: string): Iterable<GraphEdge> {
    return this.node(id) === undefined ? [] : this.#shown(this.#reader.inEdges(id));
  }

  find(type: string, namespace: string, name: string, cluster?: string): GraphNode | undefined {
    const node = this.#reader.find(type, namespace, name, cluster);
    if (node === undefined || this.#access.sees(node)) return node;
    for (const other of this.#visible(this.#reader.ofType(type)))
      if (other.namespace === namespace && other.name === name && (cluster ?? other.cluster) === other.cluster)
        return other;
    return undefined;
  }

  ofType(type: string): Iterable<GraphNode> {
    return this.#visible(this.#reader.ofType(type));
  }

  countOfType(type: string): number {
    return count(this.ofType(type));
  }

  types(): readonly string[] {
    return this.#reader.types().filter((type) => !this.ofType(type)[Symbol.iterator]().next().done);
  }

  seek(key: string, value: PropertyValue): Iterable<GraphNode> | undefined {
    const found = this.#reader.seek?.(key, value);
    return found === undefined ? undefined : this.#visible(found as Iterable<GraphNode>);
  }

  search(key: string, part: string): Iterable<GraphNode> | undefined {
    const found = this.#reader.search?.(key, part);
    return found === undefined ? undefined : this.#visible(found as Iterable<GraphNode>);
  }

  prepare(key: string, part?: string): boolean {
    return this.#reader.prepare?.(key, part) ?? true;
  }

  #shows(edge: GraphEdge): boolean {
    return this.node(edge.from) !== undefined && this.node(edge.to) !== undefined;
  }

  *#visible(nodes: Iterable<GraphNode>): Iterable<GraphNode> {
    for (const node of nodes) if (this.#access.sees(node)) yield node;
  }

  *#shown(edges: Iterable<GraphEdge>): Iterable<GraphEdge> {
    for (const edge of edges) if (this.#shows(edge)) yield edge;
  }
}

function count(items: Iterable<unknown>): number {
  let n = 0;
  for (const _ of items) n++;
  return n;
}
