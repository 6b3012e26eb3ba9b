/** One execution of a plan: the graph it reads, its clock and limits, what it remembers on the side. */

import { GremlinError, type Span } from '../errors.ts';
import type { Pattern } from '../predicates/pattern.ts';
import type { GraphReader } from '../reader.ts';
import { isCollection, nestedIn } from '../values/nested.ts';
import { type Limits, sliceLength } from './limits.ts';
import { few, type Tick } from './pausing.ts';
import { Row, type Rows, Trail, type Transform } from './row.ts';
import type { WaitingRows } from './waiting.ts';

/** As much of a plan as running it needs. */
export interface Runnable {
  readonly ops: readonly { open(run: Run): Transform }[];
  readonly trails: boolean;
  readonly remembers: boolean;
}

export interface Environment {
  readonly limits: Limits;
  /** Milliseconds, for limits; need not be the time of day. */
  readonly clock: () => number;
  /** The time of day in milliseconds since the epoch. */
  readonly now: () => number;
  /** A reader of the graph as it was, for `At` and `Context`. */
  readonly at?: ((time: TimeSlice) => GraphReader) | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly random: () => number;
  readonly pattern: (source: string, flags?: { readonly whole?: boolean }) => Pattern;
}

/** A moment, or the stretch of time that ends with it. Milliseconds since the epoch. */
export interface TimeSlice {
  readonly start: number;
  readonly last: number;
  /** Whether the query named a stretch, and so wants every revision in it. */
  readonly whole: boolean;
}

/** Bytes that a held row costs, roughly. */
const rowCost = 120;
/** Characters of a text that a step makes. */
const longest = 1 << 20;

export class Run {
  readonly environment: Environment;
  readonly sideEffects = new Map<string, unknown>();
  /** How values that come are joined to those remembered, where the query says so. */
  readonly reducers = new Map<string, (a: unknown, b: unknown) => unknown>();
  /** Joins the sacks of rows that are merged, where the query says so. */
  sackMerge: ((a: unknown, b: unknown) => unknown) | undefined;
  /** Whether a barrier makes one row of equal ones, and forgets how many there were. */
  merges = false;
  /** Sets of rows kept by Skydive's `As`. */
  readonly registers = new Map<string, WaitingRows>();
  /** The graph that steps read from here on; `SubGraph` and `At` put another one in its place. */
  reader: GraphReader;
  /** Whether rows keep their whole way. */
  readonly trails: boolean;
  readonly counts: Map<object, { rows: number; time: number }> | undefined;
  #work = 0;
  #held = 0;
  /** The clock is to be asked at the next tick. */
  #due = false;
  readonly #deadline: number;
  #sliceEnd = Number.POSITIVE_INFINITY;

  constructor(reader: GraphReader, plan: Runnable, environment: Environment, profiled = false) {
    this.reader = reader;
    this.environment = environment;
    this.trails = plan.trails;
    this.counts = profiled ? new Map() : undefined;
    this.#deadline = environment.clock() + environment.limits.time;
  }

  /** From now on ticks ask for a pause whenever the slice is over. */
  startSlice(): void {
    this.#sliceEnd = this.environment.clock() + sliceLength;
  }

  get sliceIsOver(): boolean {
    return this.environment.clock() >= this.#sliceEnd;
  }

  /** Counts work at a step, in rows. True when the event loop should get its turn. Throws when a limit is reached. */
  tick(span: Span, rows = 1): boolean {
    this.#work += rows;
    if (rows < 64 && (this.#work & 63) >= rows && !this.#due) return false;
    this.#due = false;
    if (this.#work > this.environment.limits.work)
      throw limitReached('work', `${this.environment.limits.work} rows of work`, span);
    const now = this.environment.clock();
    if (now > this.#deadline) throw limitReached('time', `${this.environment.limits.time} ms`, span);
    return now >= this.#sliceEnd;
  }

  ticker(span: Span): Tick {
    return (rows) => this.tick(span, rows);
  }

  /** Accounts for rows that a step has to keep. */
  hold(rows: number, span: Span): void {
    this.#held += rows * rowCost;
    const { memory } = this.environment.limits;
    if (this.#held > memory)
      throw limitReached(
        'memory',
        memory < 1 << 20 ? `${memory} bytes` : `${Math.round(memory / 1024 / 1024)} MiB`,
        span,
      );
  }

  /** Accounts for the items of one collection, where there are so many that they may be what fills the memory. */
  holdMany(items: number, span: Span): void {
    if (items > few) this.hold(items, span);
  }

  /** The text, if it is not too long. */
  text(text: string, span: Span): string {
    if (text.length > longest) throw limitReached('memory', `${longest} characters of one text`, span);
    return text;
  }

  /** Checks how large one map, set or tree has become. */
  grown(entries: number, span: Span): void {
    const most = this.environment.limits.entries;
    if (entries > most) throw limitReached('entries', `${most} entries of one map or set`, span);
  }

  release(rows: number): void {
    this.#held -= rows * rowCost;
  }

  /** The row one step further, at another value. */
  move(row: Row, value: unknown): Row {
    this.#weigh(value);
    return new Row(value, row.bulk, this.trails ? this.#further(row.trail, value) : row.trail, row.loops, row.sack);
  }

  /** Values that hold each other can be larger than all that was ever made: two of each in each is a million after 20 rounds. */
  #weigh(value: unknown): void {
    if (!isCollection(value)) return;
    const most = this.environment.limits.entries;
    const nested = nestedIn(value, most);
    this.#work += nested;
    if (nested > few) this.#due = true;
    if (nested > most) throw limitReached('entries', `${most} collections within one value`, { offset: 0, length: 0 });
  }

  #further(prev: Trail | undefined, value: unknown): Trail {
    const trail = new Trail(prev, value);
    const most = this.environment.limits.pathLength;
    if (trail.length > most) throw limitReached('pathLength', `a path of ${most} objects`, { offset: 0, length: 0 });
    return trail;
  }

  /** A row that starts here. */
  start(value: unknown, sack?: unknown): Row {
    this.#weigh(value);
    return new Row(value, 1, this.trails ? this.#further(undefined, value) : undefined, undefined, sack);
  }

  label(row: Row, labels: readonly string[]): Row {
    const { trail } = row;
    if (this.trails && trail)
      return row.withTrail(new Trail(trail.prev, trail.value, [...new Set([...trail.labels, ...labels])]));
    return row.withTrail(new Trail(trail, row.value, labels));
  }
}

export function limitReached(limit: keyof Limits, what: string, span: Span): GremlinError {
  return new GremlinError('LIMIT', `The query reached its limit of ${what}`, span, `limit "${limit}"`);
}

/** Opens every step of a plan; the result may be run several times, and steps that remember go on from where they were. */
export function open(plan: Runnable, run: Run): Transform {
  const transforms = plan.ops.map((op) => (run.counts ? counted(op.open(run), op, run) : op.open(run)));
  return (rows) => {
    let flow = rows;
    for (const transform of transforms) flow = transform(flow);
    return flow;
  };
}

/** A child plan, ready to be run for one row after another, as if for each alone. */
export function openChild(plan: Runnable, run: Run): (row: Row) => Rows {
  if (plan.ops.length === 0) return (row) => [row];
  if (plan.remembers) return (row) => open(plan, run)([row]);
  const transform = open(plan, run);
  return (row) => transform([row]);
}

/** Counts rows and time at a step, for `profile`. Time includes the steps before it. */
function counted(transform: Transform, op: object, run: Run): Transform {
  const counts = run.counts!.get(op) ?? { rows: 0, time: 0 };
  run.counts!.set(op, counts);
  const { clock } = run.environment;
  return function* (rows) {
    const flow = transform(rows)[Symbol.iterator]();
    while (true) {
      const before = clock();
      const next = flow.next();
      counts.time += clock() - before;
      if (next.done) return;
      if (next.value) counts.rows += next.value.bulk;
      yield next.value;
    }
  };
}

/** All rows of a plan, from one row that stands for the whole graph. */
export function rowsOf(run: Run, plan: Runnable): Rows {
  return open(plan, run)([new Row(null)]);
}
