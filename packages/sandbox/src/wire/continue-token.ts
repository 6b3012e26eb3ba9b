/** Continue tokens: where the next page of a list begins, and at which revision the list is read. */

import { badRequest } from '../base/problem.ts';

export interface ContinueToken {
  /** -1: whatever is newest, after the first pages' revision was lost. */
  readonly revision: number;
  /** The last key that was already sent. */
  readonly after: string;
}

export const writeToken = ({ revision, after }: ContinueToken): string =>
  Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: `${after}\u0000` })).toString('base64url');

/** Throws a 400 for a token that was not made here. */
export function readToken(text: string): ContinueToken {
  try {
    const { rv, start } = JSON.parse(Buffer.from(text, 'base64url').toString()) as { rv: number; start: string };
    if (typeof rv === 'number' && typeof start === 'string') return { revision: rv, after: start.slice(0, -1) };
  } catch {
    // Falls through to the refusal.
  }
  throw badRequest('continue key is not valid: the continue token is not one that this server made');
}
