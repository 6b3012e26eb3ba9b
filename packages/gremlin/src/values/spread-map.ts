/** A map in many small tables: a single large one stands still for tens of milliseconds whenever it has to grow. */

import { Pile } from './pile.ts';

const tables = 64;

/** Keys compare as those of a `Map` do; it keeps the order in which they came. Nothing can be taken out. */
export class SpreadMap<V> {
  /** Where in the order a key stands. */
  readonly #places: (Map<unknown, number> | undefined)[] = [];
  readonly #values = new Pile<V>();

  get size(): number {
    return this.#values.length;
  }

  has(key: unknown): boolean {
    return this.#places[tableOf(key)]?.has(key) ?? false;
  }

  get(key: unknown): V | undefined {
    const place = this.placeOf(key);
    return place === undefined ? undefined : this.#values.at(place);
  }

  /** Where in the order of keys this one stands, which never changes. */
  placeOf(key: unknown): number | undefined {
    return this.#places[tableOf(key)]?.get(key);
  }

  /** The value at a place. */
  at(place: number): V | undefined {
    return this.#values.at(place);
  }

  /** Puts another value at a place. */
  put(place: number, value: V): void {
    this.#values.put(place, value);
  }

  set(key: unknown, value: V): void {
    const at = tableOf(key);
    let table = this.#places[at];
    if (table === undefined) this.#places[at] = table = new Map();
    const place = table.get(key);
    if (place !== undefined) this.#values.put(place, value);
    else {
      table.set(key, this.#values.length);
      this.#values.push(value);
    }
  }

  values(): Generator<V> {
    return this.#values[Symbol.iterator]();
  }

  /** How many keys each table in use has. */
  get tableSizes(): number[] {
    return this.#places.flatMap((table) => (table === undefined ? [] : [table.size]));
  }
}

/** By a few characters: ids differ near one of their ends, and mostly all over. */
function tableOf(key: unknown): number {
  if (typeof key !== 'string') return typeof key === 'number' ? key & (tables - 1) : 0;
  const { length } = key;
  let hash = length;
  for (let at = Math.min(length, 8) - 1; at >= 0; at--) hash = (hash * 31 + key.charCodeAt(at)) | 0;
  for (let at = Math.max(8, length - 8); at < length; at++) hash = (hash * 31 + key.charCodeAt(at)) | 0;
  for (let at = 8 + (length >> 3); at < length - 8; at += 1 + (length >> 3))
    hash = (hash * 31 + key.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 6) ^ (hash >>> 12)) & (tables - 1);
}
