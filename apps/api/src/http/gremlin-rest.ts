/** `/api/topology`: the door that scripts written for Skydive use. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonPieces } from '@canopy/gremlin';
import type { Reader } from '@canopy/model';
import { GraphQLError } from 'graphql';
import { type Gremlin, restPieces } from '../graphql/gremlin.ts';
import { answer } from './answer.ts';
import { BodyProblem, readBody } from './body.ts';

export interface TopologyDoor {
  readonly reader: Reader;
  readonly gremlin: Gremlin;
  readonly signal: AbortSignal;
  readonly bodyBytes: number;
}

export async function gremlinRest(
  request: IncomingMessage,
  response: ServerResponse,
  door: TopologyDoor,
): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') {
    const { reader } = door;
    await answerLine(response, jsonPieces({ nodes: [...reader.nodes()], edges: [...reader.edges()] }), door.signal);
    return;
  }
  if (request.method !== 'POST') {
    answer(response, 405, 'GET gives the whole graph, POST {"GremlinQuery": "..."} what a query finds\n', {
      allow: 'GET, HEAD, POST',
    });
    return;
  }
  try {
    const query = queryOf(await readBody(request, door.bodyBytes));
    if (query === '') response.writeHead(204).end();
    else await answerLine(response, restPieces(await door.gremlin.run(door.reader, query, door.signal)), door.signal);
  } catch (error) {
    if (error instanceof BodyProblem) answer(response, error.status, `${error.message}\n`);
    else if (error instanceof GraphQLError) answer(response, 400, `${withPlace(error)}\n`);
    else throw error;
  }
}

function queryOf(body: string): string {
  let parsed: unknown;
  try {
    parsed = body.trim() === '' ? {} : JSON.parse(body);
  } catch (error) {
    throw new BodyProblem(400, `The body is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new BodyProblem(400, 'The body must be an object: {"GremlinQuery": "G.V()"}');
  const query = (parsed as { GremlinQuery?: unknown }).GremlinQuery ?? '';
  if (typeof query !== 'string') throw new BodyProblem(400, 'GremlinQuery must be a string');
  return query.trim() === '' ? '' : query;
}

function withPlace({ message, extensions }: GraphQLError): string {
  const { line, column } = extensions;
  return typeof column === 'number' ? `${message} at line ${line}, column ${column}` : message;
}

/** Bytes that are handed to the socket at a time; a client that does not read makes no more of them. */
const pieceBytes = 256 * 1024;

async function answerLine(response: ServerResponse, pieces: Iterable<string>, signal: AbortSignal): Promise<void> {
  const headers = { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-store' };
  response.writeHead(200, headers);
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < pieceBytes) continue;
    if (signal.aborted) return;
    if (!response.write(text)) await drained(response, signal);
    text = '';
  }
  response.end(`${text}\n`);
}

function drained(response: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go);
      signal.removeEventListener('abort', go);
      resolve();
    };
    response.once('drain', go);
    signal.addEventListener('abort', go, { once: true });
  });
}
