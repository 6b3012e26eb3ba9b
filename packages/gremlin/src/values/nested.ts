/** How many collections one value holds, however deep. Values share parts, so there may be far more than were ever made. */

import { Entry, Path } from './value.ts';

/** What was counted already, and of how many items: each collection is gone through once, however many hold it. */
const counted = new WeakMap<object, { readonly items: number; readonly nested: number }>();

/** Small ones that hold no other are counted each time: what is remembered of many the collector has to go through. */
const small = 32;

/** Of a collection; counts no further than a little beyond `most`. */
export function nestedIn(value: object, most: number): number {
  const items = sizeOf(value);
  const known = counted.get(value);
  if (known !== undefined && known.items === items) return known.nested;
  let nested = 0;
  for (const item of itemsIn(value)) {
    if (nested > most) return nested;
    if (isCollection(item)) nested += 1 + nestedIn(item, most - nested);
  }
  if (nested > 0 || items > small) counted.set(value, { items, nested });
  return nested;
}

/** Whether the value, or a collection that it holds, has more than so many items. */
export function holdsMany(value: unknown, many: number): boolean {
  let items = 0;
  for (const item of itemsIn(value)) if (++items > many || (isCollection(item) && holdsMany(item, many))) return true;
  return false;
}

export function isCollection(value: unknown): value is object {
  // Elements and properties, which most values are, have metadata.
  if (typeof value !== 'object' || value === null || 'metadata' in value) return false;
  return (
    Array.isArray(value) ||
    value instanceof Map ||
    value instanceof Set ||
    value instanceof Path ||
    value instanceof Entry
  );
}

function itemsIn(value: unknown): Iterable<unknown> {
  if (Array.isArray(value) || value instanceof Set) return value;
  if (value instanceof Map) return value.values();
  if (value instanceof Path) return value.objects;
  return value instanceof Entry ? [value.key, value.value] : [];
}

function sizeOf(value: object): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  return value instanceof Path ? value.objects.length : 2;
}
