/**
 * A trigram index: texts by the stretches of three characters in them, so that those which contain a longer text are
 * found without reading all. Each trigram has a posting list of the texts that have it.
 */

import { Pile } from './values/pile.ts';

/** Parts shorter than this have no trigram and cannot be looked for. */
export const shortestPart = 3;
/** Lists that are already this short are not narrowed further: their texts are read. */
const short = 32;

/** Texts can only be added. Whose texts go keeps count, and makes it anew when few are left. */
export class TrigramIndex {
  readonly #texts = new Pile<string>();
  readonly #postings = new Map<number, Posting>();

  /** How many texts were added, those too short to be looked for left out. */
  get size(): number {
    return this.#texts.length;
  }

  /** A text that was added before is found once all the same. */
  add(text: string): void {
    if (text.length < shortestPart) return;
    const place = this.#texts.length;
    this.#texts.push(text);
    for (let at = 0; at + shortestPart <= text.length; at++) {
      const trigram = trigramAt(text, at);
      const posting = this.#postings.get(trigram);
      if (posting === undefined) this.#postings.set(trigram, new Posting(place));
      else posting.push(place);
    }
  }

  /**
   * The texts that contain the part, in no particular order; `undefined` where the part is too short, or where more than
   * `most` texts would have to be read to tell.
   */
  containing(part: string, most = Number.POSITIVE_INFINITY): ReadonlySet<string> | undefined {
    if (part.length < shortestPart) return undefined;
    const found = new Set<string>();
    const [rarest, ...others] = this.#postingsOf(part);
    if (rarest === undefined) return found;
    let { places } = rarest;
    for (const { places: more } of others) if (places.length > short) places = both(places, more);
    if (places.length > most) return undefined;
    for (const place of places) {
      const text = this.#texts.at(place)!;
      if (text.includes(part)) found.add(text);
    }
    return found;
  }

  /** The lists of the text's trigrams, shortest first; none where one is missing, so that no text has them all. */
  #postingsOf(text: string): Posting[] {
    const found = new Set<Posting>();
    for (let at = 0; at + shortestPart <= text.length; at++) {
      const posting = this.#postings.get(trigramAt(text, at));
      if (posting === undefined) return [];
      found.add(posting);
    }
    return [...found].sort((a, b) => a.length - b.length);
  }
}

/** Which texts have a trigram: their places, ascending. */
class Posting {
  #places = new Uint32Array(4);
  #length = 1;

  constructor(place: number) {
    this.#places[0] = place;
  }

  get length(): number {
    return this.#length;
  }

  get places(): Uint32Array {
    return this.#places.subarray(0, this.#length);
  }

  /** A text that has the trigram twice stands there once. */
  push(place: number): void {
    if (this.#places[this.#length - 1] === place) return;
    if (this.#length === this.#places.length) {
      const full = this.#places;
      this.#places = new Uint32Array(full.length + (full.length >> 1) + 2);
      this.#places.set(full);
    }
    this.#places[this.#length++] = place;
  }
}

/** Characters beyond ASCII share the trigrams of others: what is found is read anyhow. */
function trigramAt(text: string, at: number): number {
  const [a, b, c] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
  return ((a & 127) << 14) | ((b & 127) << 7) | (c & 127);
}

/** What stands in both ascending lists; the first one is the shorter. */
function both(few: Uint32Array, many: Uint32Array): Uint32Array {
  const found = new Uint32Array(few.length);
  let [length, at] = [0, 0];
  for (const wanted of few) {
    let step = 1;
    while (at + step < many.length && many[at + step]! < wanted) step *= 2;
    let end = Math.min(at + step, many.length);
    while (at < end) {
      const middle = (at + end) >> 1;
      if (many[middle]! < wanted) at = middle + 1;
      else end = middle;
    }
    if (many[at] === wanted) found[length++] = wanted;
  }
  return found.subarray(0, length);
}
