/** Errors that clients see, each with a code in `extensions`; anything else is masked as an internal error. */

import { type ExecutionResult, GraphQLError } from 'graphql';

export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'NOT_AVAILABLE'
  | 'UNAUTHENTICATED'
  | 'LIMIT'
  | 'QUERY_COMPLEXITY'
  | 'QUERY_DEPTH'
  | 'QUERY_BREADTH'
  | 'QUERY_ALIASES'
  | 'QUERY_TOKENS'
  | 'GREMLIN_SYNTAX'
  | 'GREMLIN_EXECUTION';

export function problem(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}

/** The same error with a code, where the library that made it gave none. */
export function coded(error: GraphQLError, code: ErrorCode): GraphQLError {
  if (error.extensions.code !== undefined) return error;
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(message, {
    ...{ nodes, source, positions, path },
    ...(originalError === undefined ? {} : { originalError }),
    extensions: { ...extensions, code },
  });
}

/** What the engine itself finds fault with is what the client gave it: variables and ids that cannot be read. */
export function withCodes<R extends ExecutionResult>(result: R): R {
  if (result.errors === undefined) return result;
  const isClients = ({ originalError }: GraphQLError) =>
    originalError === undefined || originalError instanceof GraphQLError;
  const errors = result.errors.map((error) => (isClients(error) ? coded(error, 'BAD_USER_INPUT') : error));
  return { ...result, errors };
}
