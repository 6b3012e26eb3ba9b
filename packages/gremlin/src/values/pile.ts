/** A list in pieces: an array of millions stands still for tens of milliseconds whenever it has to grow. */

const piece = 1 << 15;

export class Pile<T> {
  readonly #pieces: T[][] = [];
  #last: T[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#last.length === 0 || this.#last.length === piece) {
      this.#last = [];
      this.#pieces.push(this.#last);
    }
    this.#last.push(item);
    this.#length++;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const piece of this.#pieces) yield* piece;
  }
}
