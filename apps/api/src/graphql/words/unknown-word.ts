/** What is said of a word that means nothing. */

import type { GraphQLError } from 'graphql';
import { suggestionList } from 'graphql/jsutils/suggestionList.js';
import { problem } from '../errors.ts';

/** `what` names what there is none of: `kind`. */
export function unknownWord(what: string, word: string, known: Iterable<string>): GraphQLError {
  const shown = word.length > 80 ? `${word.slice(0, 80)}…` : word;
  // Long words are near to nothing, and comparing them costs their length.
  const [near] = word.length > 80 ? [] : suggestionList(word, [...known]);
  const suggestion = near === undefined ? '' : `; did you mean ${near}?`;
  return problem('BAD_USER_INPUT', `there is no ${what} "${shown}"${suggestion}`, {
    unknown: what,
    ...(near === undefined ? {} : { suggestion: near }),
  });
}
