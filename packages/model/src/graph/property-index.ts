/**
 * Nodes by the value of one metadata path, and by parts of the texts there: made when a query asks for the path, piece by
 * piece, and kept up by every commit.
 */

import { ShardedMap } from '../base/sharded-map.ts';
import type { GraphNode } from './node.ts';
import { pickOf } from './property.ts';
import { TextIndex } from './text-index.ts';
import type { Vertex } from './vertex.ts';

/** A search that finds more vertices than these, or has to read more texts, is none: what is found would have to be sorted at once. */
const MOST_FOUND = 8192;

type Value = string | number | boolean;

/** One vertex alone, or several in order of insertion: most names are unique and a set for each would be wasteful. */
type Bucket = Vertex | Set<Vertex>;

export class PropertyIndex {
  readonly #pick: (node: GraphNode) => unknown;
  readonly #buckets = new Buckets();
  /** Those that are to be read yet. Commits may come in between: a vertex that is read twice stands there once. */
  #left: Iterator<Vertex> | undefined;
  /** Made when a question asks for a part of a text. */
  #texts: TextIndex | undefined;

  constructor(path: string, vertices: Iterable<Vertex>) {
    this.#pick = pickOf(path);
    this.#left = vertices[Symbol.iterator]();
  }

  /** Reads so many more vertices; true when all have been, and only then does it find what there is. */
  advance(count = Number.POSITIVE_INFINITY): boolean {
    for (let i = 0; i < count && this.#left !== undefined; i++) {
      const { value: vertex, done } = this.#left.next();
      if (done) this.#left = undefined;
      else this.add(vertex, vertex.node);
    }
    return this.#left === undefined;
  }

  add(vertex: Vertex, node: GraphNode): void {
    for (const value of indexable(this.#pick(node))) {
      const bucket = this.#buckets.get(value);
      if (bucket === undefined) this.#start(value, vertex);
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

  #start(value: Value, vertex: Vertex): void {
    this.#buckets.set(value, vertex);
    if (typeof value !== 'string' || this.#texts === undefined) return;
    if (this.#texts.isWorn(this.#buckets.textCount)) this.#texts = undefined;
    else this.#texts.add(value);
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
    return inOrder([...bucket]);
  }

  /** Whether it has begun to find parts of texts. */
  get hasTexts(): boolean {
    return this.#texts !== undefined;
  }

  /** Reads so many more texts, the vertices before them; true when all have been. */
  advanceTexts(count = Number.POSITIVE_INFINITY): boolean {
    if (!this.advance(count)) return false;
    this.#texts ??= new TextIndex(this.#buckets.texts());
    return this.#texts.advance(count);
  }

  /**
   * The vertices with a text that contains the part, in order of creation; `undefined` where these may be so many that
   * they are better found by reading all, with pauses.
   */
  search(part: string): readonly Vertex[] | undefined {
    const texts = this.#texts?.containing(part, MOST_FOUND);
    if (texts === undefined) return undefined;
    const found = new Set<Vertex>();
    for (const text of texts) {
      const bucket = this.#buckets.get(text);
      if (bucket === undefined) continue;
      if (found.size + (bucket instanceof Set ? bucket.size : 1) > MOST_FOUND) return undefined;
      if (bucket instanceof Set) for (const vertex of bucket) found.add(vertex);
      else found.add(bucket);
    }
    return inOrder([...found]);
  }

  count(value: Value): number {
    const bucket = this.#buckets.get(value);
    return bucket === undefined ? 0 : bucket instanceof Set ? bucket.size : 1;
  }

  values(): Iterable<Value> {
    return this.#buckets.keys();
  }
}

/** Texts apart from other values: there may be hundreds of thousands of them. */
class Buckets {
  readonly #texts = new ShardedMap<Bucket>();
  readonly #others = new Map<Value, Bucket>();

  get(value: Value): Bucket | undefined {
    return typeof value === 'string' ? this.#texts.get(value) : this.#others.get(value);
  }

  set(value: Value, bucket: Bucket): void {
    if (typeof value === 'string') this.#texts.set(value, bucket);
    else this.#others.set(value, bucket);
  }

  delete(value: Value): void {
    if (typeof value === 'string') this.#texts.delete(value);
    else this.#others.delete(value);
  }

  get textCount(): number {
    return this.#texts.size;
  }

  texts(): Iterable<string> {
    return this.#texts.keys();
  }

  *keys(): Generator<Value> {
    yield* this.#texts.keys();
    yield* this.#others.keys();
  }
}

function inOrder(vertices: Vertex[]): readonly Vertex[] {
  let sorted = true;
  for (let i = 1; i < vertices.length && sorted; i++) sorted = vertices[i - 1]!.order < vertices[i]!.order;
  return sorted ? vertices : vertices.sort((a, b) => a.order - b.order);
}

/** A value alone, or the values in a list and in the lists in it. */
function indexable(value: unknown): readonly Value[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [value];
  return Array.isArray(value) ? [...new Set(value.flatMap(indexable))] : [];
}
