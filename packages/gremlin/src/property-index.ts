/** An index over one graph's nodes by the value under a key. It appears when a key has been asked for more than once. */

import type { NodeElement, PropertyValue } from './reader.ts';
import { walk } from './values/property.ts';
import { SpreadMap } from './values/spread-map.ts';

/** Asked for this often, a key gets its index; before, a scan is cheaper than building one. */
const often = 2;
/** Graphs below this size are scanned. */
const large = 64;
/** Nodes that one piece of the work on an index reads. */
const piece = 512;

export class PropertyIndex {
  readonly #nodes: () => Iterable<NodeElement>;
  readonly #size: number;
  readonly #asked = new Map<string, number>();
  readonly #byKey = new Map<string, Index>();

  constructor(nodes: () => Iterable<NodeElement>, size: number) {
    this.#nodes = nodes;
    this.#size = size;
  }

  /** `undefined` while there is no index for the key. */
  seek(key: string, value: PropertyValue): Iterable<NodeElement> | undefined {
    if (!this.#wanted(key)) {
      this.#asked.set(key, (this.#asked.get(key) ?? 0) + 1);
      return undefined;
    }
    const index = this.#indexOf(key);
    advance(index, key, Number.POSITIVE_INFINITY);
    return index.found.get(value) ?? [];
  }

  /** Does a piece of the work on the index that the next question will need; true when nothing is left to do. */
  prepare(key: string): boolean {
    return !this.#wanted(key) || advance(this.#indexOf(key), key, piece);
  }

  #wanted(key: string): boolean {
    return this.#byKey.has(key) || (this.#size >= large && (this.#asked.get(key) ?? 0) + 1 >= often);
  }

  #indexOf(key: string): Index {
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = { found: new SpreadMap(), left: this.#nodes()[Symbol.iterator]() };
      this.#byKey.set(key, index);
    }
    return index;
  }
}

interface Index {
  readonly found: SpreadMap<NodeElement[]>;
  /** Those that are to be read yet. */
  left: Iterator<NodeElement> | undefined;
}

function advance(index: Index, key: string, count: number): boolean {
  for (let i = 0; i < count && index.left !== undefined; i++) {
    const { value: node, done } = index.left.next();
    if (done) index.left = undefined;
    else for (const value of indexed(walk(node.metadata, key))) file(index.found, value, node);
  }
  return index.left === undefined;
}

/** The values under which a node is found: of a list each element, numbers by value. */
function indexed(value: unknown): Iterable<unknown> {
  if (value === undefined) return [];
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...indexed(item)]));
  if (typeof value !== 'object' || value === null) return [value];
  if ('values' in value && Array.isArray(value.values))
    return new Set(value.values.map((one: { value: unknown }) => one.value));
  return [typeof value.valueOf() === 'number' ? value.valueOf() : value];
}

function file(index: SpreadMap<NodeElement[]>, value: unknown, node: NodeElement): void {
  const list = index.get(value);
  if (list) list.push(node);
  else index.set(value, [node]);
}
