/** A list in pieces: an array of millions stands still for tens of milliseconds whenever it has to grow. */

const bits = 14;
const piece = 1 << bits;

export class Pile<T> {
  /** Full ones; most piles have none. */
  #full: T[][] | undefined;
  #last: T[] | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#last === undefined) this.#last = [item];
    else if (this.#last.length < piece) this.#last.push(item);
    else {
      this.#full ??= [];
      this.#full.push(this.#last);
      this.#last = [item];
    }
    this.#length++;
  }

  at(index: number): T | undefined {
    return index < this.#length ? this.#pieceOf(index)?.[index & (piece - 1)] : undefined;
  }

  /** Puts another item in the place of one that is there. */
  put(index: number, item: T): void {
    this.#pieceOf(index)![index & (piece - 1)] = item;
  }

  *[Symbol.iterator](): Generator<T> {
    if (this.#full !== undefined) for (const piece of this.#full) yield* piece;
    if (this.#last !== undefined) yield* this.#last;
  }

  /** The items in order, in the arrays that hold them, which nobody may change. */
  *pieces(): Generator<readonly T[]> {
    if (this.#full !== undefined) yield* this.#full;
    if (this.#last !== undefined) yield this.#last;
  }

  #pieceOf(index: number): T[] | undefined {
    return this.#full === undefined || index >> bits === this.#full.length ? this.#last : this.#full[index >> bits];
  }
}
