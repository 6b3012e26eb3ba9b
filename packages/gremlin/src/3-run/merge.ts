/** Rows that are equal in all that later steps can see become one that stands for all. */
import { keyOf } from '../values/key.ts';
import { SpreadMap } from '../values/spread-map.ts';
import type { Tick } from './pausing.ts';
import type { Row } from './row.ts';

/** Merges rows one by one, so that whoever feeds it can pause in between. */
export class Merger {
  #byKey = new SpreadMap<Row>();

  /** True for a row that no other one was equal to. */
  add(row: Row): boolean {
    const key = row.trail || row.loops || row.sack !== undefined ? memory(row) : keyOf(row.value);
    const before = this.#byKey.get(key);
    this.#byKey.set(key, before ? before.times(before.bulk + row.bulk) : row);
    return before === undefined;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** What came of it, handed out one by one; the merger is empty afterwards. */
  take(): Iterable<Row> {
    const rows = this.#byKey.values();
    this.#byKey = new SpreadMap();
    return rows;
  }
}

function memory(row: Row): string {
  const parts: unknown[] = [keyOf(row.value), keyOf(row.sack)];
  for (let at = row.trail; at; at = at.prev) parts.push(keyOf(at.value), at.labels.join());
  for (let at = row.loops; at; at = at.outer) parts.push(at.count, at.name);
  return JSON.stringify(parts);
}

/** Merges as rows come, and hands on a batch whenever so many different ones are waiting. */
export function* merging(rows: Iterable<Row | undefined>, batch: number, tick: Tick): Generator<Row | undefined> {
  const waiting = new Merger();
  for (const row of rows) {
    if (row === undefined || tick()) yield undefined;
    if (row === undefined) continue;
    waiting.add(row);
    if (waiting.size >= batch) yield* waiting.take();
  }
  yield* waiting.take();
}
