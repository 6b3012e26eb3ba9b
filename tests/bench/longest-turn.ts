/** The longest turn of the event loop, in milliseconds of this thread's CPU: others use the machine too. */

import { threadCpu } from './figure.ts';

export class LongestTurn {
  #longest = 0;
  #from = threadCpu();
  #turning: NodeJS.Immediate | undefined;

  constructor() {
    this.#turn();
  }

  stop(): number {
    clearImmediate(this.#turning);
    return this.#longest;
  }

  #turn(): void {
    const now = threadCpu();
    this.#longest = Math.max(this.#longest, now - this.#from);
    this.#from = now;
    this.#turning = setImmediate(() => this.#turn());
  }
}
