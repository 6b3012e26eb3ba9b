/** The reader of a store that goes on changing: each call sees the newest commit. */

import type { PropertyValue } from '@canopy/gremlin/reader';
import { shortestPart } from '@canopy/gremlin/trigram-index';
import { parseEdgeId } from './edge.ts';
import { GraphNode } from './node.ts';
import { pickOf, valueAt } from './property.ts';
import type { GraphEdge, Reader } from './reader.ts';
import type { Store } from './store.ts';
import { into, outOf, type Vertex } from './vertex.ts';

/** A key is indexed from its second question on, its texts from the second for a part; memory is bounded by their number. */
const QUESTIONS_BEFORE_INDEX = 2;
const MOST_INDEXES = 32;
const MOST_TEXT_INDEXES = 8;
/** Vertices that one piece of the work on an index reads: below a millisecond. */
const PIECE = 512;
const AT_ONCE = 16_384;

export class LiveReader implements Reader {
  readonly #store: Store;
  readonly #revision: () => number;
  readonly #asked = new Map<string, number>();
  readonly #searched = new Map<string, number>();

  constructor(store: Store, revision: () => number) {
    this.#store = store;
    this.#revision = revision;
  }

  get revision(): number {
    return this.#revision();
  }
  get nodeCount(): number {
    return this.#store.vertices.size;
  }
  get edgeCount(): number {
    return this.#store.edgeCount;
  }

  node(id: string): GraphNode | undefined {
    return this.#store.vertices.get(id)?.node;
  }

  edge(id: string): GraphEdge | undefined {
    const parsed = parseEdgeId(id);
    return parsed && this.#store.between(parsed.from, parsed.to, parsed.relationType, parsed.role);
  }

  *nodes(): Generator<GraphNode> {
    for (const vertex of this.#store.vertices.values()) yield vertex.node;
  }

  *edges(): Generator<GraphEdge> {
    for (const vertex of this.#store.vertices.values()) yield* outOf(vertex);
  }

  *outEdges(id: string): Generator<GraphEdge> {
    const vertex = this.#store.vertices.get(id);
    if (vertex !== undefined) yield* outOf(vertex);
  }

  *inEdges(id: string): Generator<GraphEdge> {
    const vertex = this.#store.vertices.get(id);
    if (vertex !== undefined) yield* into(vertex);
  }

  degree(id: string, direction: 'out' | 'in'): number {
    const vertex = this.#store.vertices.get(id);
    return (direction === 'out' ? vertex?.outCount : vertex?.inCount) ?? 0;
  }

  find(type: string, namespace: string, name: string, cluster?: string): GraphNode | undefined {
    for (const { node } of this.#store.index('Name').find(name)) {
      if (node.type !== type || node.namespace !== namespace) continue;
      if (cluster === undefined || node.cluster === cluster) return node;
    }
    return undefined;
  }

  *ofType(type: string): Generator<GraphNode> {
    for (const vertex of this.#store.index('Type').find(type)) yield vertex.node;
  }

  countOfType(type: string): number {
    return this.#store.index('Type').count(type);
  }

  types(): readonly string[] {
    return [...this.#store.index('Type').values()].map(String).sort();
  }

  seek(key: string, value: PropertyValue): Iterable<GraphNode> | undefined {
    const path = pathOf(key);
    if (path === undefined || !this.#indexed(path)) return undefined;
    return nodesOf(this.#store.index(path).find(value));
  }

  count(key: string, value: PropertyValue): number | undefined {
    const path = pathOf(key);
    return path !== undefined && this.#willBeIndexed(path) ? this.#store.index(path).count(value) : undefined;
  }

  search(key: string, part: string): Iterable<GraphNode> | undefined {
    const path = pathOf(key);
    if (path === undefined || part.length < shortestPart || !this.#searchable(path)) return undefined;
    const index = this.#store.index(path);
    index.advanceTexts();
    const found = index.search(part);
    return found && nodesOf(found);
  }

  prepare(key: string, part?: string): boolean {
    const path = pathOf(key);
    if (path === undefined) return true;
    if (part === undefined) return !this.#willBeIndexed(path) || this.#store.startIndex(path).advance(PIECE);
    if (part.length < shortestPart || !this.#willBeSearchable(path)) return true;
    return this.#store.startIndex(path).advanceTexts(PIECE);
  }

  property(element: GraphNode | GraphEdge, key: string): unknown {
    return element instanceof GraphNode ? pickOf(key)(element) : valueAt(element.metadata, key);
  }

  #indexed(path: string): boolean {
    return this.#willBeIndexed(path) || count(this.#asked, path);
  }

  /** Whether the next question for the path is one too many for scanning. */
  #willBeIndexed(path: string): boolean {
    if (this.#store.hasIndex(path) || path === 'Type' || path === 'Name') return true;
    return isDue(this.#asked, path) && this.#store.indexCount < MOST_INDEXES;
  }

  #searchable(path: string): boolean {
    return this.#willBeSearchable(path) || count(this.#searched, path);
  }

  #willBeSearchable(path: string): boolean {
    if (this.#store.hasTexts(path)) return true;
    if (!isDue(this.#searched, path) || this.#store.textCount >= MOST_TEXT_INDEXES) return false;
    return this.#store.hasIndex(path) || this.#store.indexCount < MOST_INDEXES;
  }
}

function isDue(asked: ReadonlyMap<string, number>, path: string): boolean {
  return (asked.get(path) ?? 0) + 1 >= QUESTIONS_BEFORE_INDEX;
}

/** One question more for the path; false, as there is no index yet. */
function count(asked: Map<string, number>, path: string): false {
  if (asked.size < 10_000) asked.set(path, (asked.get(path) ?? 0) + 1);
  return false;
}

/** No element field such as `@ID` has an index. */
function pathOf(key: string): string | undefined {
  const path = key.startsWith('Metadata.') ? key.slice(9) : key;
  return path.startsWith('@') ? undefined : path;
}

/** As a list where that takes no longer than a moment. */
function nodesOf(vertices: readonly Vertex[]): Iterable<GraphNode> {
  return vertices.length <= AT_ONCE ? vertices.map((vertex) => vertex.node) : eachNode(vertices);
}

function* eachNode(vertices: readonly Vertex[]): Generator<GraphNode> {
  for (const vertex of vertices) yield vertex.node;
}
