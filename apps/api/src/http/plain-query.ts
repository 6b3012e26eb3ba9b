/**
 * The plain case of GraphQL over HTTP: a query as JSON, answered as JSON. It goes from the request to the engine and back
 * without the fetch API in between, which costs several times what a small read does. Whatever is not plain is left to yoga,
 * and is answered there as if it had come there first.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentNode, type ExecutionResult, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Context } from '../graphql/context.ts';
import type { Documents } from '../graphql/documents.ts';
import { problem } from '../graphql/errors.ts';
import { maskResult } from '../graphql/mask.ts';
import type { Operations } from '../graphql/operations.ts';
import type { Logger } from '../log.ts';
import { answer } from './answer.ts';

export interface PlainParts {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly operations: Operations;
  readonly log: Logger;
}

/** False: nothing was sent, and nothing was run. */
export type AnswerPlainly = (
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  context: Context,
) => Promise<boolean>;

/** Whether it can be plain, before its body is read. Answers to pages of other sites bear headers that yoga sets. */
export function mayBePlain({ method, headers }: IncomingMessage, answersOtherSites: boolean): boolean {
  return (
    method === 'POST' &&
    (headers.origin === undefined || !answersOtherSites) &&
    /^application\/json(;\s*charset=utf-8)?$/i.test(headers['content-type'] ?? '') &&
    headers['content-encoding'] === undefined &&
    !/event-stream|multipart/i.test(headers.accept ?? '') &&
    typeOf(headers.accept) !== undefined
  );
}

/** The type of the answer to a query: the first that is accepted of the two that there are, as yoga chooses it. */
function typeOf(accept = '*/*'): string | undefined {
  for (const wanted of accept.toLowerCase().replace(/\s/g, '').split(',')) {
    const [type = '', ...parameters] = wanted.split(';');
    const charset = parameters.find((parameter) => parameter.includes('charset='));
    if (charset !== undefined && charset !== 'charset=utf-8') continue;
    if (type === 'application/graphql-response+json') return `${type}; charset=utf-8`;
    if (type === 'application/json' || type === '*/*' || type === 'application/*')
      return 'application/json; charset=utf-8';
  }
  return undefined;
}

export function createPlainQueries({ schema, documents, operations, log }: PlainParts): AnswerPlainly {
  return async (request, response, body, contextValue) => {
    const asked = askedIn(body);
    const type = typeOf(request.headers.accept);
    if (asked === undefined || type === undefined) return false;
    const { query, variables, operationName } = asked;
    const document = runnable(documents, query, operationName);
    if (document === undefined) return false;
    const result = await operations.execute({
      ...{ schema, document, contextValue },
      ...(variables === undefined ? {} : { variableValues: variables }),
      ...(operationName === undefined ? {} : { operationName }),
    });
    // Variables that do not fit are told before anything runs.
    if (result.data === undefined) return false;
    answer(response, 200, textOf(maskResult(result, log)), { 'content-type': type });
    return true;
  };
}

/** A text has an end at half a billion characters: what is longer is the question's fault, not the server's. */
function textOf(result: ExecutionResult): string {
  try {
    return JSON.stringify(result);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'The answer is too long for one piece: ask for less, or POST /api/topology, which sends it in many';
    return JSON.stringify({ errors: [problem('LIMIT', message)] });
  }
}

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly operationName: string | undefined;
}

const known: ReadonlySet<string> = new Set(['query', 'variables', 'operationName']);

function askedIn(body: string): Asked | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (!isParts(parsed) || Object.keys(parsed).some((key) => !known.has(key))) return undefined;
  const { query, variables = undefined, operationName = undefined } = parsed;
  if (typeof query !== 'string' || !(variables === undefined || variables === null || isParts(variables)))
    return undefined;
  if (!(operationName === undefined || operationName === null || typeof operationName === 'string')) return undefined;
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined };
}

function isParts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A document without faults whose operation is a query. */
function runnable(documents: Documents, text: string, operationName: string | undefined): DocumentNode | undefined {
  try {
    const document = documents.parse(text);
    if (getOperationAST(document, operationName)?.operation !== 'query') return undefined;
    return documents.validate(document).length === 0 ? document : undefined;
  } catch {
    return undefined;
  }
}
