/** Errors that clients see, each with a code in `extensions`; anything else is masked as an internal error. */

import { GraphQLError } from 'graphql';

export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_AVAILABLE'
  | 'UNAUTHENTICATED'
  | 'LIMIT'
  | 'QUERY_COMPLEXITY'
  | 'QUERY_DEPTH'
  | 'QUERY_BREADTH'
  | 'QUERY_ALIASES'
  | 'GREMLIN_SYNTAX'
  | 'GREMLIN_EXECUTION';

export function problem(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}
