/** A clock for tests: short waits are over at once and only move the time, long ones last until the test says so. */

import type { Clock } from '../../../base/clock.ts';

export class TestClock implements Clock {
  /** Every wait, in milliseconds, in order. */
  readonly slept: number[] = [];
  readonly #long = new Set<{ readonly at: number; readonly wake: () => void }>();
  readonly #patience: number;
  #now = 1_000_000;

  /** Waits below `patience` milliseconds are short. */
  constructor(patience = 60_000) {
    this.#patience = patience;
  }

  now(): number {
    return this.#now;
  }

  /** Long waits that nobody has ended yet. */
  get sleepers(): number {
    return this.#long.size;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.slept.push(ms);
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      if (ms < this.#patience) {
        this.#now += ms;
        setImmediate(resolve);
        return;
      }
      const sleeper = {
        at: this.#now + ms,
        wake: () => {
          this.#long.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.#long.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
    });
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of [...this.#long]) if (sleeper.at <= this.#now) sleeper.wake();
  }
}
