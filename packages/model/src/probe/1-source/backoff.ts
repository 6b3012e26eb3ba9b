/** How long to wait before the next attempt: doubling with jitter, and never less than the server asked for. */

export interface BackoffOptions {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly firstMs?: number;
  readonly longestMs?: number;
}

/** No server keeps us away for longer than this, whatever its Retry-After says. */
const LONGEST_RETRY_AFTER = 5 * 60_000;

export class Backoff {
  readonly #random: () => number;
  readonly #first: number;
  readonly #longest: number;
  #attempts = 0;

  constructor({ random, firstMs = 500, longestMs = 30_000 }: BackoffOptions) {
    this.#random = random;
    this.#first = firstMs;
    this.#longest = longestMs;
  }

  /** Attempts since the last success. */
  get attempts(): number {
    return this.#attempts;
  }

  /** The next wait in milliseconds: the doubled step, of which the upper half is random. */
  next(retryAfterMs = 0): number {
    const step = Math.min(this.#longest, this.#first * 2 ** Math.min(this.#attempts++, 30));
    const jittered = step * (0.5 + this.#random() / 2);
    if (retryAfterMs <= 0) return jittered;
    // Jitter on top, so that those who were sent away together do not come back together.
    return Math.max(jittered, Math.min(retryAfterMs, LONGEST_RETRY_AFTER) + this.#random() * 1000);
  }

  reset(): void {
    this.#attempts = 0;
  }
}

/** A wait for what only an administrator changes (missing permission, missing resource): minutes, spread by half. */
export function slowly(minutes: number, random: () => number): number {
  return minutes * 60_000 * (0.75 + random() / 2);
}
