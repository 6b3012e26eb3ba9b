/** The nodes and edges as they are now, with their indexes. Knows nothing of revisions; graph and mirror drive it. */

import type { GraphNode } from './node.ts';
import { PropertyIndex } from './property-index.ts';
import { between, chain, into, outOf, type StoredEdge, unchain, type Vertex } from './vertex.ts';
import { Vertices } from './vertices.ts';

export class Store {
  readonly vertices = new Vertices();
  edgeCount = 0;
  readonly #indexes = new Map<string, PropertyIndex>();

  insert(node: GraphNode): Vertex {
    const vertex = this.vertices.insert(node);
    for (const index of this.#indexes.values()) index.add(vertex, node);
    return vertex;
  }

  replace(vertex: Vertex, node: GraphNode): void {
    const before = vertex.node;
    vertex.node = node;
    for (const index of this.#indexes.values()) index.replace(vertex, before, node);
  }

  /** The vertex must have no edges left. */
  remove(vertex: Vertex): void {
    for (const index of this.#indexes.values()) index.remove(vertex, vertex.node);
    this.vertices.remove(vertex);
  }

  link(edge: StoredEdge): void {
    chain(edge);
    this.edgeCount++;
  }

  unlink(edge: StoredEdge): void {
    unchain(edge);
    this.edgeCount--;
  }

  between(from: string, to: string, relationType: string, role: string): StoredEdge | undefined {
    const source = this.vertices.get(from);
    const target = this.vertices.get(to);
    return source && target && between(source, target, relationType, role);
  }

  /** All edges of a vertex, a loop once. */
  *edgesOf(vertex: Vertex): Generator<StoredEdge> {
    yield* outOf(vertex);
    for (const edge of into(vertex)) if (edge.source !== vertex) yield edge;
  }

  /** The index of a metadata path, complete. */
  index(path: string): PropertyIndex {
    const index = this.startIndex(path);
    index.advance();
    return index;
  }

  /** The index of a metadata path as far as it has got. */
  startIndex(path: string): PropertyIndex {
    let index = this.#indexes.get(path);
    if (index === undefined) {
      index = new PropertyIndex(path, this.vertices.values());
      this.#indexes.set(path, index);
    }
    return index;
  }

  get indexCount(): number {
    return this.#indexes.size;
  }

  hasIndex(path: string): boolean {
    return this.#indexes.has(path);
  }

  /** How many indexes also find parts of texts. */
  get textCount(): number {
    return [...this.#indexes.values()].filter((index) => index.hasTexts).length;
  }

  hasTexts(path: string): boolean {
    return this.#indexes.get(path)?.hasTexts ?? false;
  }
}
