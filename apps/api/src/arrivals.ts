/** When the oldest event arrived that no delta tells yet: how far the graph is behind what sources were sent. */

import type { Source } from '@canopy/model/probe';
import { overhear } from './overhear.ts';

export class Arrivals {
  readonly #clock: () => number;
  #oldest: number | undefined;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** The same source; its events are timed. */
  of(source: Source): Source {
    const changed = () => {
      this.#oldest ??= this.#clock();
    };
    return overhear(source, { changed });
  }

  /** Milliseconds since the oldest event arrived; the next one counts from then on. Nothing when there was none. */
  take(): number | undefined {
    const oldest = this.#oldest;
    this.#oldest = undefined;
    return oldest === undefined ? undefined : this.#clock() - oldest;
  }
}
