/** Errors of the API as data: a query's fault with its place, or a sentence for everything else. */

import type { CombinedError } from '@urql/core';
import type { QueryProblem } from './frames.ts';

export function isNetwork(error: CombinedError): boolean {
  return error.graphQLErrors.length === 0;
}

export function problemOf(error: CombinedError): QueryProblem {
  const first = error.graphQLErrors[0];
  if (first === undefined) return { message: error.networkError?.message || 'The server cannot be reached' };
  const { code, offset, length, hint } = first.extensions;
  return {
    message: first.message,
    code: text(code),
    offset: number(offset),
    length: number(length),
    hint: hintBeside(first.message, text(hint)),
  };
}

/** Nothing where the message says it already. */
function hintBeside(message: string, hint: string | undefined): string | undefined {
  return hint !== undefined && !message.includes(hint) ? hint : undefined;
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
