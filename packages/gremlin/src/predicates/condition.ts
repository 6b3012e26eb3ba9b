/** A test of one property, as filters, navigation and rules share it. */
import type { GraphElement, GraphReader, PropertyValue } from '../reader.ts';

export interface Condition {
  /** As it reads in a plan, such as `Type = 'pod'`. */
  readonly text: string;
  /** The metadata key, where the condition is about one. */
  readonly key?: string | undefined;
  /** Set where the condition can hold only for elements whose value under the key equals one of these. */
  readonly equals?: readonly PropertyValue[] | undefined;
  /** Whether the condition holds for all of these, a list by its elements, so that who found them need not ask again. */
  readonly exact?: boolean | undefined;
  /** Set where the condition can hold only for elements with a text under the key that contains this. */
  readonly contains?: string | undefined;
  test(element: GraphElement, reader: GraphReader): boolean;
}

export function passes(all: readonly Condition[], element: GraphElement, reader: GraphReader): boolean {
  for (let i = 0; i < all.length; i++) if (!all[i]!.test(element, reader)) return false;
  return true;
}
