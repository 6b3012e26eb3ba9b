/** What `within` and `without` look values up in. It grows with its list, so that a long one is read once. */

import { equalKey } from '../values/order.ts';
import { SpreadMap } from '../values/spread-map.ts';

export class Members {
  readonly #keys = new SpreadMap<true>();
  #taken = 0;

  constructor(items: Iterable<unknown> = []) {
    for (const item of items) this.add(item);
  }

  /** How many items it has taken. */
  get taken(): number {
    return this.#taken;
  }

  add(item: unknown): void {
    this.#taken++;
    const key = equalKey(item);
    if (key !== undefined) this.#keys.set(key, true);
  }

  has(value: unknown): boolean {
    const key = equalKey(value);
    return key !== undefined && this.#keys.has(key);
  }
}
