/** Equal values as one: node names, images and ports stand in thousands of objects, each with a copy of its own. */

const MOST_VALUES = 50_000;
const LONGEST_TEXT = 200;

export class ValuePool {
  readonly #texts = new Map<string, string>();
  readonly #trees = new Map<string, unknown>();

  share<T>(value: T): T {
    if (typeof value === 'string') return this.#text(value) as T;
    if (value === null || typeof value !== 'object') return value;
    const text = JSON.stringify(value);
    if (text.length > LONGEST_TEXT) return value;
    const known = this.#trees.get(text);
    if (known !== undefined) return known as T;
    if (this.#trees.size >= MOST_VALUES) this.#trees.clear();
    this.#trees.set(text, value);
    return value;
  }

  #text(text: string): string {
    if (text.length > LONGEST_TEXT) return text;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= MOST_VALUES) this.#texts.clear();
    // A slice would keep the whole text that it was cut from.
    const flat = text.length < 13 ? text : Buffer.from(text).toString();
    this.#texts.set(flat, flat);
    return flat;
  }
}
