/** Label groups of one kind in one namespace, found by pair or key: what makes a new selector cheap. */

import { pairOf, type Selector } from '../../kinds/selector.ts';
import { discard, insert } from '../../kinds/selector-file.ts';
import type { LabelGroup } from '../2-objects/entity.ts';

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
