/** When the oldest event arrived that no delta tells yet: how far the graph is behind what sources were sent. */

import type { Source } from '@canopy/model/probe';

export class Arrivals {
  readonly #clock: () => number;
  #oldest: number | undefined;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  /** The same source; its events are timed. */
  of(source: Source): Source {
    const note = () => {
      this.#oldest ??= this.#clock();
    };
    return {
      cluster: source.cluster,
      get: (kind, namespace, name) => source.get(kind, namespace, name),
      run: (sink, signal) =>
        source.run(
          {
            upsert: (kind, object) => {
              note();
              sink.upsert(kind, object);
            },
            remove: (kind, object) => {
              note();
              sink.remove(kind, object);
            },
            listed: (kind, namespace, uids) => sink.listed(kind, namespace, uids),
            sync: (status) => sink.sync(status),
          },
          signal,
        ),
    };
  }

  /** Milliseconds since the oldest event arrived; the next one counts from then on. Nothing when there was none. */
  take(): number | undefined {
    const oldest = this.#oldest;
    this.#oldest = undefined;
    return oldest === undefined ? undefined : this.#clock() - oldest;
  }
}
