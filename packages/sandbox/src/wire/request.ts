/** One HTTP request as the rest of the server sees it. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest, invalidOptions, Problem } from '../base/problem.ts';

const bodyLimit = 3 * 1024 * 1024;

export interface Request {
  readonly method: string;
  /** Decoded parts of the path, without empty ones. */
  readonly segments: readonly string[];
  readonly path: string;
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
}

export function readRequest(incoming: IncomingMessage, response: ServerResponse): Request {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  let segments: string[];
  try {
    segments = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw badRequest(`the path ${url.pathname} is badly encoded`);
  }
  return {
    method: incoming.method ?? 'GET',
    segments,
    path: url.pathname,
    query: url.searchParams,
    incoming,
    response,
  };
}

/** The whole body; a 413 beyond three megabytes, as the real server has it. */
export async function readBody({ incoming }: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > bodyLimit) throw new Problem(413, 'RequestEntityTooLarge', `limit is ${bodyLimit}`);
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export const mediaType = ({ incoming }: Request): string =>
  (incoming.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();

export const flag = (query: URLSearchParams, name: string): boolean =>
  query.has(name) && query.get(name) !== 'false' && query.get(name) !== '0';

/** A whole number in the query; a 400 when it is something else. */
export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  if (!/^-?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  return Number(text);
}

/** Who writes, for managedFields: asked for, or the first word of the user agent. */
export const managerOf = ({ query, incoming }: Request): string =>
  query.get('fieldManager') || (incoming.headers['user-agent'] ?? '').split('/')[0] || 'unknown';

/** Throws a 422 for a dry run of another sort than `All`. */
export function isDryRun({ query }: Request): boolean {
  const asked = query.getAll('dryRun').filter((one) => one !== '');
  const unknown = asked.find((one) => one !== 'All');
  if (unknown !== undefined) {
    throw invalidOptions('CreateOptions', 'dryRun', `Unsupported value: "${unknown}": supported values: "All"`);
  }
  return asked.length > 0;
}
