/** What is answered at once shares one moment in each round of the event loop, however many ask. */

/** Milliseconds with which beginning makes no sense. */
const least = 1;

export class Moment {
  readonly #length: number;
  readonly #clock: () => number;
  #spent = 0;
  #begun = false;

  /** Milliseconds in each round. */
  constructor(length: number, clock: () => number = () => performance.now()) {
    this.#length = length;
    this.#clock = clock;
  }

  /** Runs the work in a round that has time left, and tells it how much: milliseconds, which it should keep to. */
  async spend<T>(work: (left: number) => T): Promise<T> {
    while (this.#length - this.#spent < least) await new Promise((resolve) => setImmediate(resolve));
    if (!this.#begun) setImmediate(() => this.#end());
    this.#begun = true;
    const before = this.#clock();
    try {
      return work(this.#length - this.#spent);
    } finally {
      this.#spent += this.#clock() - before;
    }
  }

  #end(): void {
    this.#begun = false;
    this.#spent = 0;
  }
}
