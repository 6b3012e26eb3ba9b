/** The words of arguments: kinds, relations and namespaces. One that means nothing is a fault, and not an empty answer. */

import type { Kind } from '@canopy/model/kinds';
import { problem } from '../errors.ts';
import { KindSet } from './kind-set.ts';
import { createKindWords, type Known } from './kind-words.ts';
import { unknownWord } from './unknown-word.ts';

type List = readonly string[] | null | undefined;

/** Nothing where nothing was said; throws a problem for a word that means nothing. */
export interface Words {
  kinds(words: List, known: Known): KindSet | undefined;
  relations(words: List, known: Known): readonly string[] | undefined;
}

/** `relations`: those that rules of the user's own make. */
export function createWords(kinds: readonly Kind[], relations: readonly string[] = []): Words {
  const words = createKindWords(kinds);
  const named = new Set([...relations, ...kinds.flatMap(({ links }) => links.map(({ relation }) => relation))]);
  return {
    kinds: (list, known) =>
      list == null
        ? undefined
        : new KindSet(
            list.flatMap((word) => {
              const meant = words.meantBy(word, known);
              if (meant.length === 0) throw unknownWord('kind', word, words.types(known));
              return meant;
            }),
          ),
    relations: (list, known) =>
      list?.map((word) => {
        const relation = named.has(word) ? word : word.trim().toLowerCase();
        if (relation === 'ownership' || named.has(relation)) return relation;
        // Who owns something is joined to it by a relation that is called as the owner's type.
        const types = words.types(known);
        if (types.has(relation)) return relation;
        throw unknownWord('relation', word, new Set(['ownership', ...named, ...types]));
      }),
  };
}

const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Namespaces that may be there or not, but could be; the empty name stands for what is in none.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function namespacesIn(names: List): readonly string[] | undefined {
  const wrong = names?.find((name) => name !== '' && !label.test(name));
  if (wrong === undefined) return names ?? undefined;
  throw problem(
    'BAD_USER_INPUT',
    `"${wrong.slice(0, 80)}" cannot be the name of a namespace: lower-case letters, digits and -, at most 63`,
    { unknown: 'namespace' },
  );
}
