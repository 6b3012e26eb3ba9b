/** Chance that repeats itself: a seed of TinkerPop means the numbers that Java's Random gives for it. */
import type { Call } from '../../2-plan/call.ts';
import type { Tick } from '../../3-run/pausing.ts';
import type { Flow } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';

const mask = (1n << 48n) - 1n;

export class Seeded {
  #state: bigint;

  constructor(seed: number) {
    this.#state = (BigInt(Math.trunc(seed)) ^ 0x5deece66dn) & mask;
  }

  #next(bits: number): number {
    this.#state = (this.#state * 0x5deece66dn + 0xbn) & mask;
    return Number(this.#state >> BigInt(48 - bits));
  }

  /** From 0 up to 1. */
  fraction(): number {
    return (this.#next(26) * 2 ** 27 + this.#next(27)) / 2 ** 53;
  }

  /** A whole number from 0 up to the bound. */
  below(bound: number): number {
    if ((bound & (bound - 1)) === 0) return Math.floor((bound * this.#next(31)) / 2 ** 31);
    for (;;) {
      const bits = this.#next(31);
      const value = bits % bound;
      // The last, incomplete stretch of numbers would favour small ones.
      if (bits - value + bound - 1 < 2 ** 31) return value;
    }
  }
}

/** Each step begins with the seed anew; `undefined` where the query has none. */
export function seededOf(call: Call): Seeded | undefined {
  const { seed } = call.builder.strategies;
  return seed === undefined ? undefined : new Seeded(seed);
}

export function fractionsOf(call: Call, run: Run): () => number {
  const seeded = seededOf(call);
  return seeded ? () => seeded.fraction() : run.environment.random;
}

/** Where each of so many items comes to stand. */
export function* places(count: number, random: Seeded, tick: Tick): Flow<Uint32Array> {
  const items = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count; i > 1; i--) {
    if (tick()) yield undefined;
    const j = random.below(i);
    [items[i - 1], items[j]] = [items[j]!, items[i - 1]!];
  }
  const found = new Uint32Array(count);
  for (const [at, item] of items.entries()) found[item] = at;
  return found;
}

/** The places of so many weights, each asked in turn whether its share of what is behind it is enough; after one from the front. */
export function* sampled(weights: Float64Array, n: number, random: Seeded, tick: Tick): Flow<number[]> {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const left = Uint32Array.from(weights.keys()).filter((place) => weights[place]! > 0);
  let count = left.length;
  const found: number[] = [];
  while (found.length < n && count > 0) {
    let behind = total;
    for (let i = 0; i < count; i++) {
      if (tick()) yield undefined;
      const weight = weights[left[i]!]!;
      if (random.fraction() <= weight / behind) {
        found.push(left[i]!);
        left.copyWithin(i, i + 1, count--);
        break;
      }
      behind -= weight;
    }
  }
  return found;
}

/** So many of the places of a list, one after the other out of those that are left. */
export function* sampledLocal(length: number, n: number, random: Seeded, tick: Tick): Flow<number[]> {
  const left = Uint32Array.from({ length }, (_, i) => i);
  const found: number[] = [];
  for (let count = length; found.length < n; count--) {
    // Closing the gap is much more than one row of work.
    if (tick(1 + (count >> 6))) yield undefined;
    const at = random.below(count);
    found.push(left[at]!);
    left.copyWithin(at, at + 1, count);
  }
  return found;
}
