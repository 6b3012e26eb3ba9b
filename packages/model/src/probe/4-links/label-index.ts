/** Label groups of one kind in one namespace, found by pair or key: what makes a new selector cheap. */

import type { Labels } from '../../graph/node.ts';
import type { LabelGroup } from '../2-objects/entity.ts';
import { pairOf, type Selector } from './selector.ts';

export class LabelIndex {
  readonly groups = new Map<string, LabelGroup>();
  readonly #byPair = new Map<string, Set<LabelGroup>>();
  readonly #byKey = new Map<string, Set<LabelGroup>>();

  add(group: LabelGroup): void {
    this.groups.set(group.key, group);
    for (const [key, value] of Object.entries(group.labels)) {
      insert(this.#byPair, pairOf(key, value), group);
      insert(this.#byKey, key, group);
    }
  }

  remove(group: LabelGroup): void {
    this.groups.delete(group.key);
    for (const [key, value] of Object.entries(group.labels)) {
      discard(this.#byPair, pairOf(key, value), group);
      discard(this.#byKey, key, group);
    }
  }

  /** The groups that the selector matches; looks only at those that have what it requires. */
  *matching(selector: Selector): Generator<LabelGroup> {
    for (const group of this.#candidates(selector)) if (selector.matches(group.labels)) yield group;
  }

  *#candidates(selector: Selector): Generator<LabelGroup> {
    if (selector.pairs.length > 0) {
      for (const pair of new Set(selector.pairs)) yield* this.#byPair.get(pair) ?? [];
    } else if (selector.key !== undefined) yield* this.#byKey.get(selector.key) ?? [];
    else yield* this.groups.values();
  }
}

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

function insert<T>(index: Map<string, Set<T>>, key: string, item: T): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, new Set([item]));
  else found.add(item);
}

function discard<T>(index: Map<string, Set<T>>, key: string, item: T): void {
  const found = index.get(key);
  if (found?.delete(item) && found.size === 0) index.delete(key);
}
