/** Chance that repeats itself: a seed of TinkerPop means the numbers that Java's Random gives for it. */
import type { Call } from '../../2-plan/call.ts';
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
export function places(count: number, random: Seeded): number[] {
  const items = Array.from({ length: count }, (_, i) => i);
  for (let i = count; i > 1; i--) {
    const j = random.below(i);
    [items[i - 1], items[j]] = [items[j]!, items[i - 1]!];
  }
  const found: number[] = [];
  for (const [at, item] of items.entries()) found[item] = at;
  return found;
}

/** So many of what weighs, each asked in turn whether its share of the weight behind it is enough; after one from the front. */
export function* sampled<T extends { readonly weight: number }>(
  pool: readonly T[],
  n: number,
  random: Seeded,
  tick: () => boolean,
): Flow<T[]> {
  const total = pool.reduce((sum, { weight }) => sum + weight, 0);
  const left = pool.filter(({ weight }) => weight > 0);
  const found: T[] = [];
  while (found.length < n && left.length > 0) {
    let behind = total;
    for (const [i, one] of left.entries()) {
      if (tick()) yield undefined;
      if (random.fraction() <= one.weight / behind) {
        found.push(one);
        left.splice(i, 1);
        break;
      }
      behind -= one.weight;
    }
  }
  return found;
}

/** So many of a list, one after the other out of those that are left. */
export function sampledLocal<T>(items: readonly T[], n: number, random: Seeded): T[] {
  const left = [...items];
  return Array.from({ length: n }, () => left.splice(random.below(left.length), 1)[0]!);
}
