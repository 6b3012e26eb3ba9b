/** A value as the key of a map or set: equal values, equal keys; elements count by id. */

import type { GraphElement } from '../reader.ts';
import { isNumber, typeOfNumber } from './number.ts';
import { SpreadMap } from './spread-map.ts';
import { Entry, isEdge, isElement, Path, Property, Token, Uuid } from './value.ts';

/** Characters of a part of a key: making a longer one would hold the event loop. */
const longest = 1 << 17;

export type Key = string | number | boolean | null | undefined;

/** Begins the keys of all that has a text for its key, but for nodes: the id of a node is its key, so that nothing has to be made. */
export const mark = '\0';

export function keyOf(value: unknown): Key {
  if (typeof value === 'string') return `${mark}s${value}`;
  if (typeof value !== 'object' || value === null) return value as Key;
  return isElement(value) ? elementKey(value) : `${mark}${keyOfObject(value)}`;
}

export function nodeKey(id: string): string {
  return id.startsWith(mark) ? `${mark}n${id}` : id;
}

export function edgeKey(id: string): string {
  return `${mark}e${id}`;
}

function elementKey(element: GraphElement): string {
  return isEdge(element) ? edgeKey(element.id) : nodeKey(element.id);
}

function keyOfObject(value: object): string {
  if (isNumber(value)) return `#${typeOfNumber(value)}${Number(value)}`;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof Uuid) return `U${value.text}`;
  if (Array.isArray(value)) return `l[${value.map(part).join()}]`;
  if (value instanceof Map)
    return `m{${[...value]
      .map(([k, v]) => `${part(k)}:${part(v)}`)
      .sort()
      .join()}}`;
  if (value instanceof Set) return `u{${[...value].map(part).sort().join()}}`;
  if (value instanceof Path) return `p[${value.objects.map(part).join()}]`;
  if (value instanceof Entry) return `i{${part(value.key)}:${part(value.value)}}`;
  if (value instanceof Token) return `t${value.group}.${value.name}`;
  if (value instanceof Property) return propertyKey(value);
  return `o{${Object.entries(value)
    .map(([k, v]) => `${measured(k)}${part(v)}`)
    .sort()
    .join()}}`;
}

const part = (value: unknown): string => measured(keyOf(value));

/** A text with its length in front, so that nothing in it needs quoting: quotes within quotes would double at each level. */
export function measured(key: Key): string {
  if (typeof key !== 'string') return String(key);
  if (key.length > longest) throw new RangeError('A value is too large to be told from others');
  return `${key.length}:${key}`;
}

function propertyKey(property: Property): string {
  return property.id === undefined ? `y${measured(property.key)}${part(property.value)}` : `y${property.id}`;
}

/** Equality as a key sees it. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') return false;
  if (typeof a === 'number' && typeof b === 'number') return false;
  return Object.is(keyOf(a), keyOf(b));
}

/** A map whose keys compare by what they are. */
export class ValueMap<V> {
  readonly #entries = new SpreadMap<{ key: unknown; value: V }>();

  get size(): number {
    return this.#entries.size;
  }

  /** `id` is what `keyOf` says of the key, where that is known already. */
  get(key: unknown, id = keyOf(key)): V | undefined {
    return this.#entries.get(id)?.value;
  }

  set(key: unknown, value: V, id = keyOf(key)): void {
    const entry = this.#entries.get(id);
    if (entry) entry.value = value;
    else this.#entries.set(id, { key, value });
  }

  *[Symbol.iterator](): Generator<[unknown, V]> {
    for (const { key, value } of this.#entries.values()) yield [key, value];
  }
}
