/** An index over one graph's nodes by the value under a key. It appears when a key has been asked for more than once. */

import type { NodeElement, PropertyValue } from './reader.ts';
import { walk } from './values/property.ts';

/** Asked for this often, a key gets its index; before, a scan is cheaper than building one. */
const often = 2;
/** Graphs below this size are scanned. */
const large = 64;

export class PropertyIndex {
  readonly #nodes: () => Iterable<NodeElement>;
  readonly #size: number;
  readonly #asked = new Map<string, number>();
  readonly #byKey = new Map<string, Map<unknown, NodeElement[]>>();

  constructor(nodes: () => Iterable<NodeElement>, size: number) {
    this.#nodes = nodes;
    this.#size = size;
  }

  /** `undefined` while there is no index for the key. */
  seek(key: string, value: PropertyValue): Iterable<NodeElement> | undefined {
    const index = this.#byKey.get(key);
    if (index) return index.get(value) ?? [];
    const asked = (this.#asked.get(key) ?? 0) + 1;
    this.#asked.set(key, asked);
    if (this.#size < large || asked < often) return undefined;
    return this.#build(key).get(value) ?? [];
  }

  #build(key: string): Map<unknown, NodeElement[]> {
    const index = new Map<unknown, NodeElement[]>();
    for (const node of this.#nodes()) for (const value of indexed(walk(node.metadata, key))) file(index, value, node);
    this.#byKey.set(key, index);
    return index;
  }
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

function file(index: Map<unknown, NodeElement[]>, value: unknown, node: NodeElement): void {
  const list = index.get(value);
  if (list) list.push(node);
  else index.set(value, [node]);
}
