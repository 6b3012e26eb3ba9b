/**
 * The beat at which subscribers move on: at once after a quiet time, then at most every 50 ms. All subscribers move to
 * the same revision on one beat, so that those who look at the same picture share one frame.
 */

import type { ChangeFeed } from '@canopy/model';

export class Pulse {
  readonly #changes: ChangeFeed;
  readonly #everyMs: number;
  readonly #clock: () => number;
  /** By the signal that ends the wait: listened to once, however often somebody waits. */
  #waiting = new Map<AbortSignal, () => void>();
  readonly #heard = new WeakSet<AbortSignal>();
  readonly #listeners = new Set<() => void>();
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
    const waiting = this.#waiting;
    this.#waiting = new Map();
    for (const go of waiting.values()) go();
    for (const beat of this.#listeners) beat();
  }

  /** Calls `beat` at every beat and on `wake`, until what it gives back is called. It must not throw. */
  listen(beat: () => void): () => void {
    this.#listeners.add(beat);
    return () => void this.#listeners.delete(beat);
  }

  /** Resolves at the next beat past `revision`, on `wake`, and when the signal aborts. */
  next(revision: number, signal: AbortSignal): Promise<void> {
    if (this.#revision > revision || signal.aborted) return Promise.resolve();
    if (!this.#heard.has(signal)) {
      this.#heard.add(signal);
      signal.addEventListener('abort', () => this.#abandon(signal), { once: true });
    }
    return new Promise((resolve) => {
      const before = this.#waiting.get(signal);
      this.#waiting.set(signal, before === undefined ? resolve : () => both(before, resolve));
    });
  }

  #abandon(signal: AbortSignal): void {
    const go = this.#waiting.get(signal);
    this.#waiting.delete(signal);
    go?.();
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

function both(one: () => void, other: () => void): void {
  one();
  other();
}
