/** A stable sort that can pause. It moves numbers alone, so that the collector has nothing to move behind it. */
import type { Tick } from './pausing.ts';
import type { Flow } from './row.ts';

const runLength = 256;

/** The places from 0 up to the count in the order that the comparison of what stands at two places gives. */
export function* sortedPlaces(count: number, compare: (a: number, b: number) => number, tick: Tick): Flow<Uint32Array> {
  let [sorted, other] = [new Uint32Array(count), new Uint32Array(count)];
  for (let from = 0; from < count; from += runLength) {
    const run = sorted.subarray(from, from + runLength);
    for (let i = 0; i < run.length; i++) run[i] = from + i;
    run.sort(compare);
    if (tick(runLength)) yield undefined;
  }
  for (let width = runLength; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width) {
      const [left, right] = [sorted.subarray(from, from + width), sorted.subarray(from + width, from + 2 * width)];
      yield* merge(left, right, other.subarray(from), compare, tick);
    }
    [sorted, other] = [other, sorted];
  }
  return sorted;
}

function* merge(
  left: Uint32Array,
  right: Uint32Array,
  into: Uint32Array,
  compare: (a: number, b: number) => number,
  tick: Tick,
): Flow<void> {
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (tick()) yield undefined;
    into[i + j] = compare(right[j]!, left[i]!) < 0 ? right[j++]! : left[i++]!;
  }
  into.set(left.subarray(i), i + j);
  into.set(right.subarray(j), left.length + j);
}
