/** GraphQL over HTTP: POST, GET and server-sent events, by yoga; documents, limits and subscriptions are ours. */

import type { ExecutionArgs, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Config } from '../config.ts';
import type { Context } from '../graphql/context.ts';
import type { Documents } from '../graphql/documents.ts';
import type { Operations } from '../graphql/operations.ts';
import type { Logger } from '../log.ts';

/** What the server hands in with each request. */
export interface RequestContext {
  readonly canopy: Context;
}

export interface YogaOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly operations: Operations;
  readonly config: Pick<Config, 'client' | 'allowedOrigins'>;
  readonly log: Logger;
}

export function createGraphqlHttp({ schema, documents, operations, config, log }: YogaOptions) {
  return createYoga<RequestContext>({
    schema,
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    parserAndValidationCache: false,
    maxRequestBodySize: config.client.bodyBytes,
    cors: config.allowedOrigins.length === 0 ? false : { origin: [...config.allowedOrigins], credentials: false },
    logging: {
      debug: (...args: unknown[]) => log.debug({ yoga: args.map(String) }),
      info: (...args: unknown[]) => log.debug({ yoga: args.map(String) }),
      warn: (...args: unknown[]) => log.warn({ yoga: args.map(String) }),
      error: (...args: unknown[]) => log.error({ yoga: args.map(describe) }),
    },
    plugins: [ownPipeline(documents, operations)],
  });
}

/** Parses and validates through `documents`, and runs as all doors do, with our context. */
function ownPipeline(documents: Documents, operations: Operations): Plugin<RequestContext> {
  return {
    onParse: ({ params, setParsedDocument }) => setParsedDocument(documents.parse(String(params.source))),
    onValidate: ({ params, setResult }) => setResult(documents.validate(params.documentAST)),
    onExecute: ({ setExecuteFn }) => setExecuteFn((args: ExecutionArgs) => operations.execute(withOurContext(args))),
    onSubscribe: ({ setSubscribeFn }) =>
      setSubscribeFn((args: ExecutionArgs) => operations.subscribe(withOurContext(args))),
  };
}

function withOurContext(args: ExecutionArgs): ExecutionArgs {
  return { ...args, contextValue: (args.contextValue as RequestContext).canopy };
}

function describe(value: unknown): string {
  return value instanceof Error ? (value.stack ?? value.message) : String(value);
}
