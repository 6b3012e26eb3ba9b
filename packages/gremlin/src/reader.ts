/**
 * What a query needs of a graph. The engine sees nothing else, so the same query runs on a live graph, a snapshot,
 * a what-if fork, the past, or a reader that hides what the viewer may not see.
 */

/** A JSON-like tree. Keys may contain dots (`app.kubernetes.io/name`); such keys stay whole. */
export type Metadata = Readonly<Record<string, unknown>>;

export interface GraphElement {
  readonly id: string;
  readonly metadata: Metadata;
  /** The revision of the graph at which this element changed last. */
  readonly revision?: number;
  /** Milliseconds since the epoch. */
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly deletedAt?: number | null;
  readonly host?: string;
  readonly origin?: string;
}

/** Its `Type`, where it has one, is a text: the label of the node. */
export type NodeElement = GraphElement;

/** Both ends of an edge are nodes of the graph that it is in, unless its reader says that edges dangle. */
export interface EdgeElement extends GraphElement {
  /** The id of the parent, where the edge starts. */
  readonly from: string;
  /** The id of the child, where the edge ends. */
  readonly to: string;
}

export type PropertyValue = string | number | boolean;

export interface GraphReader {
  /** Grows with every change; two reads at the same revision give the same answer in the same order. */
  readonly revision: number;
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Whether edges may lead to nodes that are hidden, so that `node` does not find them. */
  readonly dangles?: boolean;
  node(id: string): NodeElement | undefined;
  edge(id: string): EdgeElement | undefined;
  /** In natural order: by creation, then by id. */
  nodes(): Iterable<NodeElement>;
  edges(): Iterable<EdgeElement>;
  /** Edges whose parent is the node, in natural order; nothing for an unknown id. */
  outEdges(id: string): Iterable<EdgeElement>;
  /** Edges whose child is the node. */
  inEdges(id: string): Iterable<EdgeElement>;
  /** How many edges `outEdges` or `inEdges` would give, where that is known without going through them. */
  degree?(id: string, direction: 'out' | 'in'): number;
  /**
   * The nodes whose value at the dotted path `key` equals `value` (an array value matches by element), in natural order;
   * `undefined` where no index serves this key, and the caller has to scan.
   */
  seek?(key: string, value: PropertyValue): Iterable<NodeElement> | undefined;
  /** How many nodes `seek` would give; `undefined` where that is not known without going through them. */
  count?(key: string, value: PropertyValue): number | undefined;
  /**
   * The nodes with a text at the dotted path `key` that contains `part` (an array matches by element), in natural order;
   * `undefined` where no index serves this question, and the caller has to scan.
   */
  search?(key: string, part: string): Iterable<NodeElement> | undefined;
  /**
   * Does a piece of the work that `seek` for this key, or `search` where a part is given, would do at once, such as making
   * an index; true when nothing is left. For who has to give others their turns.
   */
  prepare?(key: string, part?: string): boolean;
  /** The value at a dotted path, the same as walking `metadata`, without building the whole tree. */
  property?(element: GraphElement, key: string): unknown;
}

/** What changed between two revisions, as far as a standing query has to know. */
export interface GraphChange {
  readonly revision: number;
  readonly nodes: Changed<NodeElement>;
  readonly edges: Changed<EdgeElement>;
}

export interface Changed<T> {
  readonly added: readonly T[];
  readonly changed: readonly T[];
  readonly removed: readonly T[];
}
