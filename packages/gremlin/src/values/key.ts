/** A value as the key of a map or set: equal values, equal keys; elements count by id. */

import { isNumber, typeOfNumber } from './number.ts';
import { SpreadMap } from './spread-map.ts';
import { Entry, isEdge, isElement, Path, Property, Token, Uuid } from './value.ts';

export type Key = string | number | boolean | null | undefined;

export function keyOf(value: unknown): Key {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value !== 'object' || value === null) return value as Key;
  if (isElement(value)) return isEdge(value) ? `e${value.id}` : `n${value.id}`;
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
    .map(([k, v]) => `${JSON.stringify(k)}:${part(v)}`)
    .sort()
    .join()}}`;
}

function part(value: unknown): string {
  const key = keyOf(value);
  return typeof key === 'string' ? JSON.stringify(key) : String(key);
}

function propertyKey(property: Property): string {
  return property.id === undefined ? `y${JSON.stringify(property.key)}${part(property.value)}` : `y${property.id}`;
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

  get(key: unknown): V | undefined {
    return this.#entries.get(keyOf(key))?.value;
  }

  has(key: unknown): boolean {
    return this.#entries.has(keyOf(key));
  }

  set(key: unknown, value: V): void {
    const id = keyOf(key);
    const entry = this.#entries.get(id);
    if (entry) entry.value = value;
    else this.#entries.set(id, { key, value });
  }

  *[Symbol.iterator](): Generator<[unknown, V]> {
    for (const { key, value } of this.#entries.values()) yield [key, value];
  }

  toMap(): Map<unknown, V> {
    return new Map(this);
  }
}

/** Each distinct value once, the first one kept. */
export function distinct(values: Iterable<unknown>): unknown[] {
  const seen = new Map<Key, unknown>();
  for (const value of values) {
    const key = keyOf(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}
