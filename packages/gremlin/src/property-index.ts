/**
 * Indexes over one graph's nodes by the value under a key, and by the texts in it. They appear when a key has been asked
 * for more than once.
 */

import type { NodeElement, PropertyValue } from './reader.ts';
import { TrigramIndex } from './trigram-index.ts';
import { Pile } from './values/pile.ts';
import { walk } from './values/property.ts';
import { SpreadMap } from './values/spread-map.ts';

/** Asked for this often, a key gets its index; before, a scan is cheaper than building one. */
const often = 2;
/** Graphs below this size are scanned. */
const large = 64;
/** Nodes, or texts, that one piece of the work on an index reads. */
const piece = 512;
/** What finds more than these is better found by a scan, with pauses. */
const mostFound = 8192;

export class PropertyIndex {
  readonly #nodes: readonly NodeElement[];
  /** How often has to be asked, and of how large a graph. */
  readonly #often: number;
  readonly #large: number;
  readonly #asked = new Map<string, number>();
  readonly #byKey = new Map<string, KeyIndex>();

  /** The nodes in natural order. An eager one has every index from the first question on. */
  constructor(nodes: readonly NodeElement[], options: { readonly eager?: boolean } = {}) {
    this.#nodes = nodes;
    this.#often = options.eager ? 1 : often;
    this.#large = options.eager ? 0 : large;
  }

  /** `undefined` while there is no index for the key. */
  seek(key: string, value: PropertyValue): Iterable<NodeElement> | undefined {
    if (!this.#isDue(key)) return undefined;
    const index = this.#indexOf(key);
    index.advance(Number.POSITIVE_INFINITY);
    return this.#at(index.placesOf(value));
  }

  /** `undefined` while there is no index for the key. */
  count(key: string, value: PropertyValue): number | undefined {
    if (!this.#isDue(key, false)) return undefined;
    const index = this.#indexOf(key);
    index.advance(Number.POSITIVE_INFINITY);
    return index.placesOf(value).length;
  }

  /** `undefined` while there is no index for the texts under the key, and where the part is too short or finds too many. */
  search(key: string, part: string): Iterable<NodeElement> | undefined {
    if (!this.#isDue(key)) return undefined;
    const index = this.#indexOf(key);
    index.advanceTexts(Number.POSITIVE_INFINITY);
    const places = index.placesWith(part);
    return places && this.#at(places);
  }

  /** Does a piece of the work on the index that the next question will need; true when nothing is left to do. */
  prepare(key: string, part?: string): boolean {
    if (!this.#isDue(key, false)) return true;
    const index = this.#indexOf(key);
    return part === undefined ? index.advance(piece) : index.advanceTexts(piece);
  }

  #isDue(key: string, counted = true): boolean {
    const asked = (this.#asked.get(key) ?? 0) + 1;
    if (counted) this.#asked.set(key, asked);
    return this.#nodes.length >= this.#large && asked >= this.#often;
  }

  #indexOf(key: string): KeyIndex {
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = new KeyIndex(key, this.#nodes);
      this.#byKey.set(key, index);
    }
    return index;
  }

  *#at(places: Iterable<number>): Generator<NodeElement> {
    for (const place of places) yield this.#nodes[place]!;
  }
}

/** Nodes are their places. */
class KeyIndex {
  readonly #key: string;
  readonly #nodes: readonly NodeElement[];
  readonly #found = new SpreadMap<number[]>();
  /** The different texts among the values. */
  readonly #texts = new Pile<string>();
  readonly #trigrams = new TrigramIndex();
  #read = 0;
  #textsRead = 0;

  constructor(key: string, nodes: readonly NodeElement[]) {
    this.#key = key;
    this.#nodes = nodes;
  }

  advance(count: number): boolean {
    const end = Math.min(this.#nodes.length, this.#read + count);
    for (; this.#read < end; this.#read++)
      for (const value of indexed(walk(this.#nodes[this.#read]!.metadata, this.#key))) this.#file(value);
    return end === this.#nodes.length;
  }

  advanceTexts(count: number): boolean {
    if (!this.advance(count)) return false;
    const end = Math.min(this.#texts.length, this.#textsRead + count);
    for (; this.#textsRead < end; this.#textsRead++) this.#trigrams.add(this.#texts.at(this.#textsRead)!);
    return end === this.#texts.length;
  }

  placesOf(value: PropertyValue): readonly number[] {
    return this.#found.get(value) ?? [];
  }

  placesWith(part: string): Iterable<number> | undefined {
    const texts = this.#trigrams.containing(part, mostFound);
    const places = [...(texts ?? [])].map((text) => this.placesOf(text));
    if (texts === undefined || places.reduce((sum, { length }) => sum + length, 0) > mostFound) return undefined;
    return new Set(places.flat().sort((a, b) => a - b));
  }

  #file(value: unknown): void {
    const places = this.#found.get(value);
    if (places) places.push(this.#read);
    else this.#found.set(value, [this.#read]);
    if (places === undefined && typeof value === 'string') this.#texts.push(value);
  }
}

/** The values under which a node is found: of a list each element, numbers by value. */
function indexed(value: unknown): Iterable<unknown> {
  if (value === undefined) return [];
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...indexed(item)]));
  if (typeof value !== 'object' || value === null) return [value];
  if ('values' in value && Array.isArray(value.values))
    return new Set(value.values.map((one: { value: unknown }) => one.value));
  return [typeof value.valueOf() === 'number' ? value.valueOf() : value];
}
