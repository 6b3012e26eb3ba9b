/**
 * Keeps the frames of a server that has begun anew until it has read its clusters again: what it knows after a second is
 * no news about the cluster, and the picture of before says more.
 */

import type { TopologyFrame } from './frames.ts';

export interface HoldOptions {
  /** Whether the server has read its clusters. */
  readonly isWhole: () => Promise<boolean>;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly now?: () => number;
}

const askEvery = 500;
/** Then what there is is shown: one kind that never answers shall not keep the others from the viewer. */
const atMost = 120_000;

export class Hold {
  #held: TopologyFrame[] | undefined;
  readonly #options: HoldOptions;
  readonly #pass: (frame: TopologyFrame) => void;

  constructor(options: HoldOptions, pass: (frame: TopologyFrame) => void) {
    this.#options = options;
    this.#pass = pass;
  }

  /** `shown`: there is a picture that the frame would replace. */
  take(frame: TopologyFrame, shown: boolean): void {
    if (frame.type === 'RESYNC' && shown) {
      this.#held = [];
      void this.#release(this.#held);
    }
    if (this.#held === undefined) this.#pass(frame);
    else this.#held.push(frame);
  }

  /** The connection is gone: what was kept is not continued. */
  drop(): void {
    this.#held = undefined;
  }

  async #release(held: TopologyFrame[]): Promise<void> {
    const { isWhole, pause, signal, now = Date.now } = this.#options;
    const end = now() + atMost;
    while (!(await isWhole()) && now() < end) {
      if (signal.aborted || this.#held !== held) return;
      await pause(askEvery, signal);
    }
    if (signal.aborted || this.#held !== held) return;
    this.#held = undefined;
    for (const frame of held) this.#pass(frame);
  }
}
