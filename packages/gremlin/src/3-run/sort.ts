/** A stable sort that can pause: short runs are sorted at once, then merged pair by pair. */
import type { Tick } from './pausing.ts';
import type { Flow } from './row.ts';

const runLength = 256;

export function* sortPausing<T>(items: readonly T[], compare: (a: T, b: T) => number, tick: Tick): Flow<T[]> {
  let runs: T[][] = [];
  for (let i = 0; i < items.length; i += runLength) {
    runs.push(items.slice(i, i + runLength).sort(compare));
    if (tick(runLength)) yield undefined;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const right = runs[i + 1];
      merged.push(right ? yield* merge(runs[i]!, right, compare, tick) : runs[i]!);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number, tick: Tick): Flow<T[]> {
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (tick()) yield undefined;
    merged.push(compare(right[j]!, left[i]!) < 0 ? right[j++]! : left[i++]!);
  }
  return merged.concat(left.slice(i), right.slice(j));
}
