/** How far a query may go before it is stopped. */

export interface Limits {
  /** Steps written in the query, nested ones included. */
  readonly steps: number;
  /** Rows in the answer. */
  readonly rows: number;
  /** Rows handled by all steps together. */
  readonly work: number;
  /** Entries of one map, set or tree, and collections within one value: what is done with more would hold the event loop. */
  readonly entries: number;
  /** Objects on one path, and rounds of one loop. */
  readonly pathLength: number;
  /** Milliseconds. */
  readonly time: number;
  /** Bytes held by steps that have to collect rows, estimated. */
  readonly memory: number;
}

export const defaultLimits: Limits = {
  steps: 500,
  rows: 1_000_000,
  work: 500_000_000,
  entries: 100_000,
  pathLength: 10_000,
  time: 10_000,
  memory: 512 * 1024 * 1024,
};

/** Longest stretch that a sliced run keeps the event loop, in milliseconds; a pause of the collector may come on top of it. */
export const sliceLength = 2;
