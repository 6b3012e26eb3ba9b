/** The texts under one metadata path by what they contain: made piece by piece, while others come and go. */

import { TrigramIndex } from '@canopy/gremlin/trigram-index';

/** Texts that are gone stay until they are many. */
const GONE_AT_LEAST = 1024;

export class TextIndex {
  readonly #trigrams = new TrigramIndex();
  #left: Iterator<string> | undefined;

  /** The texts there are; walking them has to bear that texts come and go. */
  constructor(texts: Iterable<string>) {
    this.#left = texts[Symbol.iterator]();
  }

  /** Reads so many more texts; true when all have been, and only then does it find what there is. */
  advance(count: number): boolean {
    for (let i = 0; i < count && this.#left !== undefined; i++) {
      const { value: text, done } = this.#left.next();
      if (done) this.#left = undefined;
      else this.add(text);
    }
    return this.#left === undefined;
  }

  add(text: string): void {
    this.#trigrams.add(text);
  }

  /** Whether it is better made anew, now that there are so many texts: those that are gone it still has. */
  isWorn(texts: number): boolean {
    return this.#trigrams.size > 2 * texts + GONE_AT_LEAST;
  }

  /** The texts that contain the part, some that are gone among them; `undefined` where more than `most` would have to be read. */
  containing(part: string, most: number): ReadonlySet<string> | undefined {
    return this.#trigrams.containing(part, most);
  }
}
