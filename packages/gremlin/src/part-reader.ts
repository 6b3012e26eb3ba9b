/** A reader of part of a graph: only these nodes and edges exist in it. */
import type { EdgeElement, GraphElement, GraphReader, NodeElement } from './reader.ts';

/** As much of a `Map` as a part needs; a `SpreadMap` has it, too. */
interface Table<V> {
  readonly size: number;
  get(id: string): V | undefined;
  has(id: string): boolean;
  set(id: string, value: V): void;
  values(): IterableIterator<V>;
}

/** Gathers a part, nodes before their edges. The order given is the natural order. */
export class Part {
  readonly #nodes: Table<NodeElement>;
  readonly #edges: Table<EdgeElement>;
  readonly #out: Table<EdgeElement[]>;
  readonly #into: Table<EdgeElement[]>;

  constructor(table: <V>() => Table<V>) {
    this.#nodes = table();
    this.#edges = table();
    this.#out = table();
    this.#into = table();
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  addNode(node: NodeElement): void {
    this.#nodes.set(node.id, node);
  }

  /** An edge whose ends are not both among the nodes is left out. */
  addEdge(edge: EdgeElement): void {
    if (this.#edges.has(edge.id) || !this.has(edge.from) || !this.has(edge.to)) return;
    this.#edges.set(edge.id, edge);
    file(this.#out, edge.from, edge);
    file(this.#into, edge.to, edge);
  }

  nodes(): IterableIterator<NodeElement> {
    return this.#nodes.values();
  }

  reader(whole?: GraphReader): GraphReader {
    const [nodes, edges, out, into] = [this.#nodes, this.#edges, this.#out, this.#into];
    return {
      revision: whole?.revision ?? 0,
      nodeCount: nodes.size,
      edgeCount: edges.size,
      node: (id) => nodes.get(id),
      edge: (id) => edges.get(id),
      nodes: () => nodes.values(),
      edges: () => edges.values(),
      outEdges: (id) => out.get(id) ?? [],
      inEdges: (id) => into.get(id) ?? [],
      degree: (id, direction) => (direction === 'out' ? out : into).get(id)?.length ?? 0,
      ...(whole?.property ? { property: (element: GraphElement, key: string) => whole.property!(element, key) } : {}),
    };
  }
}

/** Edges whose ends are not both among the nodes are left out. The order given is the natural order. */
export function partReader(
  nodes: Iterable<NodeElement>,
  edges: Iterable<EdgeElement>,
  whole?: GraphReader,
): GraphReader {
  const part = new Part(<V>() => new Map<string, V>());
  for (const node of nodes) part.addNode(node);
  for (const edge of edges) part.addEdge(edge);
  return part.reader(whole);
}

function file(index: Table<EdgeElement[]>, id: string, edge: EdgeElement): void {
  const list = index.get(id);
  if (list) list.push(edge);
  else index.set(id, [edge]);
}
