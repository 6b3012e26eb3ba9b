/** Nodes by the value of one metadata path: made when a query first asks for the path, kept up by every commit. */

import type { GraphNode } from './node.ts';
import { pickOf } from './property.ts';
import type { Vertex } from './vertex.ts';

type Value = string | number | boolean;

/** One vertex alone, or several in order of insertion: most names are unique and a set for each would be wasteful. */
type Bucket = Vertex | Set<Vertex>;

export class PropertyIndex {
  readonly #pick: (node: GraphNode) => unknown;
  readonly #buckets = new Map<Value, Bucket>();

  constructor(path: string, vertices: Iterable<Vertex>) {
    this.#pick = pickOf(path);
    for (const vertex of vertices) this.add(vertex, vertex.node);
  }

  add(vertex: Vertex, node: GraphNode): void {
    for (const value of indexable(this.#pick(node))) {
      const bucket = this.#buckets.get(value);
      if (bucket === undefined) this.#buckets.set(value, vertex);
      else if (bucket instanceof Set) bucket.add(vertex);
      else if (bucket !== vertex) this.#buckets.set(value, new Set([bucket, vertex]));
    }
  }

  remove(vertex: Vertex, node: GraphNode): void {
    for (const value of indexable(this.#pick(node))) {
      const bucket = this.#buckets.get(value);
      if (bucket === vertex) this.#buckets.delete(value);
      else if (bucket instanceof Set && bucket.delete(vertex) && bucket.size === 0) this.#buckets.delete(value);
    }
  }

  /** Moves a vertex whose node was replaced; nothing happens where the value stayed. */
  replace(vertex: Vertex, before: GraphNode, after: GraphNode): void {
    const old = this.#pick(before);
    const now = this.#pick(after);
    if (old === now) return;
    this.remove(vertex, before);
    this.add(vertex, after);
  }

  /** The vertices with that value, in order of creation. */
  find(value: Value): readonly Vertex[] {
    const bucket = this.#buckets.get(value);
    if (bucket === undefined) return [];
    if (!(bucket instanceof Set)) return [bucket];
    const found = [...bucket];
    let sorted = true;
    for (let i = 1; i < found.length && sorted; i++) sorted = found[i - 1]!.order < found[i]!.order;
    return sorted ? found : found.sort((a, b) => a.order - b.order);
  }

  count(value: Value): number {
    const bucket = this.#buckets.get(value);
    return bucket === undefined ? 0 : bucket instanceof Set ? bucket.size : 1;
  }

  values(): Iterable<Value> {
    return this.#buckets.keys();
  }
}

function indexable(value: unknown): readonly Value[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [value];
  if (!Array.isArray(value)) return [];
  return [...new Set(value.filter((item) => indexable(item).length === 1 && !Array.isArray(item)))];
}
