/** One row on its way through the plan: a value, how often it stands there, and what it remembers of its way. */

const noLabels: readonly string[] = [];

/** A linked list of what the row was before, last first. Shared between rows, never changed. */
export class Trail {
  readonly prev: Trail | undefined;
  readonly value: unknown;
  readonly labels: readonly string[];
  readonly length: number;

  constructor(prev: Trail | undefined, value: unknown, labels = noLabels) {
    this.prev = prev;
    this.value = value;
    this.labels = labels;
    this.length = prev === undefined ? 1 : prev.length + 1;
  }
}

/** How often the row went round the loops it is in, innermost first. */
export interface Loops {
  readonly name: string | undefined;
  readonly count: number;
  readonly outer: Loops | undefined;
}

export class Row {
  readonly value: unknown;
  readonly bulk: number;
  readonly trail: Trail | undefined;
  readonly loops: Loops | undefined;
  readonly sack: unknown;

  constructor(value: unknown, bulk = 1, trail?: Trail, loops?: Loops, sack?: unknown) {
    this.value = value;
    this.bulk = bulk;
    this.trail = trail;
    this.loops = loops;
    this.sack = sack;
  }

  /** The same row, standing for `bulk` equal ones. */
  times(bulk: number): Row {
    return bulk === this.bulk ? this : new Row(this.value, bulk, this.trail, this.loops, this.sack);
  }

  inLoop(loops: Loops | undefined): Row {
    return new Row(this.value, this.bulk, this.trail, loops, this.sack);
  }

  withTrail(trail: Trail | undefined): Row {
    return new Row(this.value, this.bulk, trail, this.loops, this.sack);
  }

  withSack(sack: unknown): Row {
    return new Row(this.value, this.bulk, this.trail, this.loops, sack);
  }

  /** The same memory, another value, without a new place on the trail. */
  holding(value: unknown): Row {
    return new Row(value, this.bulk, this.trail, this.loops, this.sack);
  }
}

/**
 * Rows as they are pulled. `undefined` among them is a pause: nothing has arrived yet, the event loop wants its turn, and
 * whoever sees it hands it on. That is how a query that runs in slices stops in the middle of anything.
 */
export type Rows = Iterable<Row | undefined>;

/** A computation that may pause on its way to its answer. */
export type Flow<T> = Generator<undefined, T>;

/** What a step does to the rows that flow into it. */
export type Transform = (rows: Rows) => Rows;

export function* first(rows: Rows): Flow<Row | undefined> {
  for (const row of rows) {
    if (row !== undefined) return row;
    yield undefined;
  }
  return undefined;
}

/** The trail from its start on. */
export function unwind(trail: Trail | undefined): Trail[] {
  const entries: Trail[] = [];
  for (let at = trail; at; at = at.prev) entries.push(at);
  return entries.reverse();
}
