/** How one kind stands in one scope, and since when. */

import type { Clock } from '../../base/clock.ts';
import type { SyncState, SyncStatus } from './source.ts';

export class SyncReport {
  readonly #kind: string;
  readonly #namespace: string;
  readonly #clock: Pick<Clock, 'now'>;
  #state: SyncState = 'pending';
  #problem: string | undefined;
  #since: number;

  constructor(kind: string, namespace: string, clock: Pick<Clock, 'now'>) {
    this.#kind = kind;
    this.#namespace = namespace;
    this.#clock = clock;
    this.#since = clock.now();
  }

  get state(): SyncState {
    return this.#state;
  }

  /** A problem without a change of the state keeps the time of the state. */
  become(state: SyncState, problem?: string): this {
    if (state !== this.#state) this.#since = this.#clock.now();
    this.#state = state;
    this.#problem = problem;
    return this;
  }

  status(
    figures: Pick<SyncStatus, 'objects' | 'resourceVersion' | 'relists'> = { objects: 0, relists: 0 },
  ): SyncStatus {
    return {
      kind: this.#kind,
      namespace: this.#namespace,
      state: this.#state,
      problem: this.#problem,
      since: this.#since,
      ...figures,
    };
  }
}
