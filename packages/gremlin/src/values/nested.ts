/** How many collections one value holds, however deep. Values share parts, so there may be far more than were ever made. */

import { Entry, Path } from './value.ts';

/** Counts no further than `most`. */
export function nestedIn(value: unknown, most: number): number {
  let count = 0;
  for (const item of itemsIn(value)) {
    if (count > most) return count;
    if (isCollection(item)) count += 1 + nestedIn(item, most - count);
  }
  return count;
}

/** Whether the value, or a collection that it holds, has more than so many items. */
export function holdsMany(value: unknown, many: number): boolean {
  let items = 0;
  for (const item of itemsIn(value)) if (++items > many || (isCollection(item) && holdsMany(item, many))) return true;
  return false;
}

export function isCollection(value: unknown): boolean {
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
