/** How fast somebody may ask: buckets that fill at a steady rate and hold a few seconds' worth. */

/** False when there is nothing left to take. */
export type Take = () => boolean;

export function bucket(perSecond: number, seconds: number, clock: () => number): Take & { full(): boolean } {
  const most = perSecond * seconds;
  let left = most;
  let last = clock();
  const fill = () => {
    const now = clock();
    left = Math.min(most, left + ((now - last) / 1_000) * perSecond);
    last = now;
  };
  const take = () => {
    fill();
    if (left < 1) return false;
    left -= 1;
    return true;
  };
  return Object.assign(take, {
    full: () => {
      fill();
      return left >= most;
    },
  });
}

/** How many buckets there may be before the full ones go. */
const tidyAt = 1_000;
/** A flood from more addresses than this shares what is left. */
const most = 50_000;

/** One bucket for each key; those that are full again are forgotten. */
export class Rates {
  readonly #make: () => ReturnType<typeof bucket>;
  readonly #buckets = new Map<string, ReturnType<typeof bucket>>();
  #tidyAt = tidyAt;

  constructor(perSecond: number, seconds: number, clock: () => number) {
    this.#make = () => bucket(perSecond, seconds, clock);
  }

  take(key: string): boolean {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known();
    if (this.#buckets.size >= this.#tidyAt) this.#tidy();
    if (this.#buckets.size > most && key !== '') return this.take('');
    const made = this.#make();
    this.#buckets.set(key, made);
    return made();
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Costs what there is, so it waits until there is twice as much. */
  #tidy(): void {
    for (const [key, { full }] of this.#buckets) if (full()) this.#buckets.delete(key);
    this.#tidyAt = Math.max(tidyAt, this.#buckets.size * 2);
  }
}
