/** Divides long work into slices, so that the event loop never waits for more than one of them. */

import { setImmediate as turn } from 'node:timers/promises';

/** Everybody who works in the same loop shares one, so that many workers together keep to one slice per turn. */
export class Breather {
  readonly #slice: number;
  readonly #clock: () => number;
  /** When work began in this turn of the event loop. */
  #began: number | undefined;

  /** `clock` tells milliseconds, from any beginning. */
  constructor(sliceMs = 8, clock = () => performance.now()) {
    this.#slice = sliceMs;
    this.#clock = clock;
  }

  /** True when this turn's slice is used up: `await breathe()` before going on. */
  get due(): boolean {
    const now = this.#clock();
    if (this.#began === undefined) {
      this.#began = now;
      setImmediate(() => {
        this.#began = undefined;
      });
    }
    return now - this.#began > this.#slice;
  }

  /** Resolves when the event loop had its turn and there is room in a slice again. */
  async breathe(): Promise<void> {
    // Others may come first in the new turn and use it up: then it is the one after.
    while (this.due) await turn();
  }
}
