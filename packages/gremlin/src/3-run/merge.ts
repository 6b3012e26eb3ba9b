/** Rows that are equal in all that later steps can see become one that stands for all. */
import { keyOf, mark } from '../values/key.ts';
import { Pile } from '../values/pile.ts';
import { SpreadMap } from '../values/spread-map.ts';
import type { Tick } from './pausing.ts';
import { type Loops, Row } from './row.ts';

/**
 * Merges rows one by one, so that whoever feeds it can pause in between. What it takes in while the rows of a round are handed
 * out belongs to the next one. Values that come again and again keep their places: what is thrown away each time has to be
 * collected.
 */
export class Merger {
  #known = new SpreadMap<unknown>();
  /** For how many rows each of the known values stands in this round; another list of the same is left from the last. */
  #bulks = new Pile<number>();
  #spare = new Pile<number>();
  /** The places of those that came in this round, in their order. */
  #present = new Pile<number>();
  /** Rows that remember more than their value. */
  #others = new SpreadMap<Row>();
  /** Where the first row is in its loops, and mostly all others. */
  #loops: Loops | undefined;

  /** True for a row that no other one was equal to. */
  add(row: Row): boolean {
    if (this.size === 0) this.#loops = row.loops;
    const alike = row.trail === undefined && row.sack === undefined && row.loops === this.#loops;
    return alike ? this.#count(row.value, row.bulk) : this.#merge(row);
  }

  get size(): number {
    return this.#present.length + this.#others.size;
  }

  #count(value: unknown, bulk: number): boolean {
    const key = keyOf(value);
    let place = this.#known.placeOf(key);
    if (place === undefined) {
      place = this.#known.size;
      this.#known.set(key, value);
    }
    while (this.#bulks.length <= place) this.#bulks.push(0);
    const before = this.#bulks.at(place)!;
    this.#bulks.put(place, before + bulk);
    if (before !== 0) return false;
    this.#present.push(place);
    // The graph may have changed since the last round.
    this.#known.put(place, value);
    return true;
  }

  #merge(row: Row): boolean {
    const key = memory(row);
    const before = this.#others.get(key);
    this.#others.set(key, before ? before.times(before.bulk + row.bulk) : row);
    return before === undefined;
  }

  /** What came of it, to be handed out one by one before it is taken again. */
  take(): Iterable<Row> {
    const round = handedOut(this.#present, this.#known, this.#bulks, this.#loops, this.#others);
    if (this.#present.length * 2 < this.#known.size) {
      this.#known = new SpreadMap();
      this.#bulks = new Pile();
      this.#spare = new Pile();
    } else [this.#bulks, this.#spare] = [this.#spare, this.#bulks];
    this.#present = new Pile();
    this.#others = new SpreadMap();
    return round;
  }
}

function* handedOut(
  present: Pile<number>,
  known: SpreadMap<unknown>,
  bulks: Pile<number>,
  loops: Loops | undefined,
  others: SpreadMap<Row>,
): Generator<Row> {
  for (const place of present) {
    const bulk = bulks.at(place)!;
    bulks.put(place, 0);
    yield new Row(known.at(place), bulk, undefined, loops);
  }
  yield* others.values();
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
