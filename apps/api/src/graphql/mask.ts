/** Unexpected errors are logged and become one sentence for clients; those that we made on purpose pass. */

import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from '../log.ts';

export function maskResult(result: ExecutionResult, log: Logger): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: result.errors.map((error) => maskError(error, log)) };
}

function maskError(error: GraphQLError, log: Logger): GraphQLError {
  const cause = error.originalError ?? error.cause;
  if (cause === undefined || cause instanceof GraphQLError) return error;
  log.error(
    { error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause), path: error.path },
    'resolver failed',
  );
  return new GraphQLError('Unexpected error.', {
    nodes: error.nodes,
    path: error.path,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
}
