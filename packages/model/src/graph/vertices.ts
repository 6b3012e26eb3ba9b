/** The vertices of a store, by id and in order of creation. */

import { ShardedMap } from '../base/sharded-map.ts';
import type { GraphNode } from './node.ts';
import { Vertex } from './vertex.ts';

/** Gaps that removed vertices leave are closed when they are many. */
const GAPS_AT_LEAST = 1024;

export class Vertices {
  readonly #byId = new ShardedMap<Vertex>();
  /** A vertex stands at its `order`. */
  #ordered: (Vertex | undefined)[] = [];

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Vertex | undefined {
    return this.#byId.get(id);
  }

  insert(node: GraphNode): Vertex {
    const vertex = new Vertex(node, this.#ordered.length);
    this.#ordered.push(vertex);
    this.#byId.set(node.id, vertex);
    return vertex;
  }

  remove(vertex: Vertex): void {
    if (!this.#byId.delete(vertex.node.id)) return;
    this.#ordered[vertex.order] = undefined;
    vertex.order = -1;
    const gaps = this.#ordered.length - this.size;
    if (gaps > GAPS_AT_LEAST && gaps > this.size / 2) this.#close();
  }

  /** In order of creation; changes while walking are allowed. */
  *values(): Generator<Vertex> {
    const ordered = this.#ordered;
    for (let at = 0; at < ordered.length; at++) {
      const vertex = ordered[at];
      if (vertex !== undefined && vertex.order >= 0) yield vertex;
    }
  }

  /** In a new list: whoever is walking goes on with the old one. */
  #close(): void {
    const ordered = this.#ordered.filter((vertex) => vertex !== undefined);
    for (let at = 0; at < ordered.length; at++) ordered[at]!.order = at;
    this.#ordered = ordered;
  }
}
