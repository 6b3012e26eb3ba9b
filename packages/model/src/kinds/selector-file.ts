/** Things with a label selector, found by the labels that it requires. */

import type { Labels } from '../graph/node.ts';
import { pairOf, type Selector } from './selector.ts';

/** Things with a selector, filed under what the selector requires: what makes a new set of labels cheap. */
export class SelectorFile<T extends { readonly selector: Selector }> {
  readonly #byPair = new Map<string, Set<T>>();
  readonly #byKey = new Map<string, Set<T>>();
  readonly #rest = new Set<T>();

  add(item: T): void {
    const { pairs, key } = item.selector;
    if (pairs.length > 0) for (const pair of pairs) insert(this.#byPair, pair, item);
    else if (key !== undefined) insert(this.#byKey, key, item);
    else this.#rest.add(item);
  }

  remove(item: T): void {
    const { pairs, key } = item.selector;
    if (pairs.length > 0) for (const pair of pairs) discard(this.#byPair, pair, item);
    else if (key !== undefined) discard(this.#byKey, key, item);
    else this.#rest.delete(item);
  }

  get isEmpty(): boolean {
    return this.#byPair.size === 0 && this.#byKey.size === 0 && this.#rest.size === 0;
  }

  *matching(labels: Labels): Generator<T> {
    for (const item of this.#candidates(labels)) if (item.selector.matches(labels)) yield item;
  }

  *#candidates(labels: Labels): Generator<T> {
    for (const [key, value] of Object.entries(labels)) {
      yield* this.#byPair.get(pairOf(key, value)) ?? [];
      yield* this.#byKey.get(key) ?? [];
    }
    yield* this.#rest;
  }
}

export function insert<T>(index: Map<string, Set<T>>, key: string, item: T): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, new Set([item]));
  else found.add(item);
}

export function discard<T>(index: Map<string, Set<T>>, key: string, item: T): void {
  const found = index.get(key);
  if (found?.delete(item) && found.size === 0) index.delete(key);
}
