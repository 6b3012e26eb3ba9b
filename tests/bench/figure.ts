/** What a benchmark reports. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly parameters: Readonly<Record<string, number | string>>;
}

export interface Bench {
  readonly name: string;
  readonly doc: string;
  /** The sizes it runs at; the small ones are for a quick look (`--quick`). */
  readonly sizes: readonly number[];
  readonly quick: readonly number[];
  /** Runs in a process of its own, with the garbage collector exposed. */
  run(size: number): Promise<readonly Figure[]>;
}

/** The value below which this share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** CPU milliseconds of this thread: what other processes do does not enter. */
export function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc');
  globalThis.gc();
  globalThis.gc();
}
