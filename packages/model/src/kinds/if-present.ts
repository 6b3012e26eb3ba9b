/**
 * References by name to what need not be an object at all: a storage class that is only a word, a provisioner without a
 * driver object. An edge where the target is there, and no ghost where it is not.
 */

import type { FieldLink, FieldRef } from './link.ts';
import type { KubeObject } from './object.ts';

/** What a target kind declares under `indexed`, so that `ifPresent` finds its objects. */
export const byName = { name: ({ metadata }: KubeObject) => [metadata.name] };

type Facts<O> = Omit<FieldLink<O>, 'join' | 'index' | 'values'>;

/** `names` gives name and field path of each reference. Targets in namespaces need `sameNamespace`. */
export function ifPresent<O>(
  facts: Facts<O>,
  names: (object: O) => readonly (readonly [name: string | null | undefined, path: string])[],
): FieldLink<O> {
  const values = (object: O): readonly FieldRef[] =>
    names(object).flatMap(([value, Path]) => (value ? [{ value, why: { Path } }] : []));
  return { ...facts, join: 'field', index: 'name', values };
}
