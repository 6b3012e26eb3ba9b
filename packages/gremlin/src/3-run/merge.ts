/** Rows that are equal in all that later steps can see become one that stands for all. */
import { keyOf, mark } from '../values/key.ts';
import { SpreadMap } from '../values/spread-map.ts';
import type { Tick } from './pausing.ts';
import type { Loops, Row } from './row.ts';
import { WaitingRows } from './waiting.ts';

/** Merges rows one by one, so that whoever feeds it can pause in between. */
export class Merger {
  /** Each kind of row once, and for how many it stands. */
  #rows = new WaitingRows();
  #bulks = new SpreadMap<number>();
  /** Where the first row is in its loops, and mostly all others. */
  #loops: Loops | undefined;

  /** True for a row that no other one was equal to. */
  add(row: Row): boolean {
    if (this.size === 0) this.#loops = row.loops;
    const key = this.#keyOf(row);
    const before = this.#bulks.get(key);
    this.#bulks.set(key, (before ?? 0) + row.bulk);
    if (before === undefined) this.#rows.push(row.times(1));
    return before === undefined;
  }

  get size(): number {
    return this.#bulks.size;
  }

  /** What came of it, handed out one by one; the merger is empty afterwards. */
  take(): Iterable<Row> {
    const [rows, bulks] = [this.#rows, this.#bulks];
    this.#rows = new WaitingRows();
    this.#bulks = new SpreadMap();
    return standing(rows, bulks.values());
  }

  #keyOf(row: Row) {
    const alike = row.trail === undefined && row.sack === undefined && row.loops === this.#loops;
    return alike ? keyOf(row.value) : memory(row);
  }
}

function* standing(rows: Iterable<Row>, bulks: Iterator<number>): Generator<Row> {
  for (const row of rows) yield row.times(bulks.next().value as number);
}

function memory(row: Row): string {
  const parts: unknown[] = [keyOf(row.value), keyOf(row.sack)];
  for (let at = row.trail; at; at = at.prev) parts.push(keyOf(at.value), at.labels.join());
  for (let at = row.loops; at; at = at.outer) parts.push(at.count, at.name);
  return `${mark}r${JSON.stringify(parts)}`;
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
