/**
 * The beat at which subscribers move on: at once after a quiet time, then at most every 50 ms. All subscribers move to
 * the same revision on one beat, so that those who look at the same picture share one frame.
 */

import type { ChangeFeed } from '@canopy/model';

export class Pulse {
  readonly #changes: ChangeFeed;
  readonly #everyMs: number;
  readonly #clock: () => number;
  readonly #waiting = new Set<() => void>();
  #revision: number;

  constructor(changes: ChangeFeed, everyMs: number, clock: () => number = () => performance.now()) {
    this.#changes = changes;
    this.#everyMs = everyMs;
    this.#clock = clock;
    this.#revision = changes.revision;
  }

  /** The revision of the last beat. */
  get revision(): number {
    return this.#revision;
  }

  /** Beats until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    let last = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      await this.#changes.next(this.#revision, signal);
      if (signal.aborted) break;
      const wait = this.#everyMs - (this.#clock() - last);
      if (wait > 0) await pause(wait, signal);
      last = this.#clock();
      this.#revision = this.#changes.revision;
      this.wake();
    }
    this.wake();
  }

  /** Lets everybody look again, though the graph did not change: rights may have. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const go of waiting) go();
  }

  /** Resolves at the next beat past `revision`, on `wake`, and when the signal aborts. */
  next(revision: number, signal: AbortSignal): Promise<void> {
    if (this.#revision > revision || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        this.#waiting.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.#waiting.add(go);
      signal.addEventListener('abort', go, { once: true });
    });
  }
}

/** Resolves after `ms`, and when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
