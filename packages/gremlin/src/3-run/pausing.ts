/** Work on large collections that leaves the event loop its turns: loops that ask a clock now and then. */

import { type Key, keyOf, mark } from '../values/key.ts';
import { Pile } from '../values/pile.ts';
import { SpreadMap } from '../values/spread-map.ts';
import { Path } from '../values/value.ts';
import type { Flow } from './row.ts';

/** Counts work, in rows. True when the event loop should get its turn. Throws when a limit is reached. */
export type Tick = (rows?: number) => boolean;

/** Collections of no more items than this are done at once. */
export const few = 1000;

/** What a flow answers, at once, whatever it would like to wait for. */
export function drained<T>(flow: Flow<T>): T {
  for (let next = flow.next(); ; next = flow.next()) if (next.done) return next.value;
}

/** As one array, made in its full length at once. */
export function* listed<T>(items: Iterable<T>, length: number, tick: Tick): Flow<T[]> {
  if (items instanceof Pile) return yield* joined(items as Pile<T>, tick);
  const list = new Array<T>(length);
  let at = 0;
  for (const item of items) {
    if (tick()) yield undefined;
    list[at++] = item;
  }
  return list;
}

function* joined<T>(pile: Pile<T>, tick: Tick): Flow<T[]> {
  const [first, ...others] = pile.pieces();
  if (others.length === 0) return first?.slice() ?? [];
  const list = new Array<T>(pile.length);
  let at = 0;
  for (const piece of [first!, ...others]) {
    if (tick(piece.length)) yield undefined;
    for (const item of piece) list[at++] = item;
  }
  return list;
}

export function* mapPausing<T, U>(items: Iterable<T>, change: (item: T) => U, tick: Tick): Flow<U[]> {
  if (Array.isArray(items)) return yield* listed(mapped(items, change), items.length, tick);
  const changed = new Pile<U>();
  for (const item of items) {
    if (tick()) yield undefined;
    changed.push(change(item));
  }
  return yield* listed(changed, changed.length, tick);
}

function* mapped<T, U>(items: readonly T[], change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item);
}

export function* filterPausing<T>(items: Iterable<T>, test: (item: T) => boolean, tick: Tick): Flow<T[]> {
  const kept = new Pile<T>();
  for (const item of items) {
    if (tick()) yield undefined;
    if (test(item)) kept.push(item);
  }
  return yield* listed(kept, kept.length, tick);
}

/** Each distinct value once, the first one kept. `grown` is told how many there are, each time that there is one more. */
export function* distinct(
  values: Iterable<unknown>,
  tick: Tick,
  grown?: (size: number) => void,
): Flow<SpreadMap<unknown>> {
  const seen = new SpreadMap<unknown>();
  for (const value of values) {
    if (tick()) yield undefined;
    const key = keyOf(value);
    if (seen.has(key)) continue;
    seen.set(key, value);
    grown?.(seen.size);
  }
  return seen;
}

/** As `keyOf`, for values that may be large collections. */
export function* keyPausing(value: unknown, tick: Tick): Flow<Key> {
  const items = value instanceof Path ? value.objects : value;
  if (!Array.isArray(items) || items.length <= few) return keyOf(value);
  const parts: unknown[] = [];
  for (let from = 0; from < items.length; from += few) {
    if (tick(few)) yield undefined;
    parts.push(keyOf(items.slice(from, from + few)));
  }
  return `${mark}${value instanceof Path ? 'P' : 'L'}${parts.join()}`;
}
