/** How many collections one value holds, however deep. Values share parts, so there may be far more than were ever made. */

import { Entry, isElement, Path } from './value.ts';

/** Counts no further than `most`. */
export function nestedIn(value: unknown, most: number): number {
  let count = 0;
  for (const item of itemsIn(value)) {
    if (typeof item !== 'object' || item === null || isElement(item) || count > most) continue;
    if (isCollection(item)) count += 1 + nestedIn(item, most - count);
  }
  return count;
}

export function isCollection(value: unknown): boolean {
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
