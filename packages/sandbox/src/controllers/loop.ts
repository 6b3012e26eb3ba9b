/** Runs controllers: changes become keys, keys are worked off in turn, and nothing runs while nothing changes. */

import type { Clock } from '../base/clock.ts';
import type { Commit, Store } from '../storage/store.ts';
import type { Concern, Controller } from './controller.ts';

interface Task {
  readonly controller: Controller;
  readonly key: string;
}

export interface LoopOptions {
  readonly clock: Clock;
  /** Hears of every failure; the key is tried again. */
  readonly onFailure: (controller: string, key: string, error: unknown) => void;
  /** How long one turn may take before others get theirs, in milliseconds. */
  readonly turn?: number;
}

const retryAfter = 1000;

export class Loop {
  readonly #options: LoopOptions;
  readonly #concerns = new Map<string, { controller: Controller; concern: Concern }[]>();
  readonly #ready = new Map<string, Task>();
  readonly #waiting = new Map<string, { due: number; cancel: () => void }>();
  readonly #leave: () => void;
  #scheduled: NodeJS.Immediate | undefined;
  #stopped = false;

  constructor(store: Store, controllers: readonly Controller[], options: LoopOptions) {
    this.#options = options;
    for (const controller of controllers) {
      for (const [resource, concern] of Object.entries(controller.watches)) {
        this.#concerns.set(resource, [...(this.#concerns.get(resource) ?? []), { controller, concern }]);
      }
    }
    this.#leave = store.onCommit((commit) => this.#hear(commit));
  }

  /** Works everything off that is due now, and what comes of it. */
  settle(): void {
    while (this.#ready.size) this.#work(Number.POSITIVE_INFINITY);
  }

  stop(): void {
    this.#stopped = true;
    this.#leave();
    if (this.#scheduled) clearImmediate(this.#scheduled);
    for (const { cancel } of this.#waiting.values()) cancel();
    this.#waiting.clear();
    this.#ready.clear();
  }

  /** Looks at a key, now or after a while. */
  enqueue(controller: Controller, key: string, delay = 0): void {
    if (this.#stopped) return;
    const id = `${controller.name} ${key}`;
    if (this.#ready.has(id)) return;
    if (delay <= 0) {
      this.#unwait(id);
      this.#ready.set(id, { controller, key });
      this.#schedule();
      return;
    }
    const { clock } = this.#options;
    const due = clock.now() + delay;
    if ((this.#waiting.get(id)?.due ?? Number.POSITIVE_INFINITY) <= due) return;
    this.#unwait(id);
    this.#waiting.set(id, { due, cancel: clock.after(delay, () => this.enqueue(controller, key)) });
  }

  #unwait(id: string): void {
    this.#waiting.get(id)?.cancel();
    this.#waiting.delete(id);
  }

  #hear({ resource, type, object, previous }: Commit): void {
    for (const name of [resource, '*']) {
      for (const { controller, concern } of this.#concerns.get(name) ?? []) {
        for (const key of concern(object, previous, type === 'DELETED'))
          this.enqueue(controller, key, controller.patience);
      }
    }
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => {
      this.#scheduled = undefined;
      this.#work(performance.now() + (this.#options.turn ?? 10));
      if (this.#ready.size) this.#schedule();
    });
  }

  #work(until: number): void {
    for (const [id, { controller, key }] of this.#ready) {
      this.#ready.delete(id);
      try {
        const again = controller.reconcile(key);
        if (again !== undefined) this.enqueue(controller, key, Math.max(1, again));
      } catch (error) {
        this.#options.onFailure(controller.name, key, error);
        this.enqueue(controller, key, retryAfter);
      }
      if (performance.now() > until) return;
    }
  }
}
