/** Rows that are equal in all that later steps can see become one that stands for all. */
import { type Key, keyOf } from '../values/key.ts';
import type { Row } from './row.ts';

export function merged(rows: Iterable<Row>): Row[] {
  const byKey = new Map<Key, Row>();
  for (const row of rows) {
    const key = row.trail || row.loops || row.sack !== undefined ? memory(row) : keyOf(row.value);
    const before = byKey.get(key);
    byKey.set(key, before ? before.times(before.bulk + row.bulk) : row);
  }
  return [...byKey.values()];
}

function memory(row: Row): string {
  const parts: unknown[] = [keyOf(row.value), keyOf(row.sack)];
  for (let at = row.trail; at; at = at.prev) parts.push(keyOf(at.value), at.labels.join());
  for (let at = row.loops; at; at = at.outer) parts.push(at.count, at.name);
  return JSON.stringify(parts);
}

/** Merges as rows come, and hands on a batch whenever so many different ones are waiting. */
export function* merging(
  rows: Iterable<Row | undefined>,
  batch: number,
  tick: () => boolean,
): Generator<Row | undefined> {
  let waiting: Row[] = [];
  for (const row of rows) {
    if (row === undefined || tick()) yield undefined;
    if (row === undefined) continue;
    waiting.push(row);
    if (waiting.length < batch) continue;
    waiting = merged(waiting);
    if (waiting.length < batch / 2) continue;
    yield* waiting;
    waiting = [];
  }
  yield* merged(waiting);
}
