/** The server that the command talks to: GraphQL over HTTP, its errors as problems. */

import { type Place, Problem, QueryProblem } from './problem.ts';

export interface Server {
  /** `http://127.0.0.1:8082`, without a slash at the end. */
  readonly url: string;
  readonly token?: string;
}

export interface GraphqlError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** `host:port` is enough. */
export function serverAt(address: string, token?: string): Server {
  let url: URL;
  try {
    url = new URL(/^https?:\/\//.test(address) ? address : `http://${address}`);
  } catch {
    throw new Problem(`"${address}" is no address; try http://127.0.0.1:8082`);
  }
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, ...(token ? { token } : {}) };
}

export async function ask<Data>(
  server: Server,
  document: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(server.token === undefined ? {} : { authorization: `Bearer ${server.token}` }),
      },
      body: JSON.stringify({ query: document, variables }),
    });
    body = await response.text();
  } catch (error) {
    throw unreachable(server, error);
  }
  if (response.status === 401) throw new Problem(`${server.url} wants a token: give --token or CANOPY_TOKEN`);
  const answer = parsed(body) as { data?: Data; errors?: GraphqlError[] } | undefined;
  const [error] = answer?.errors ?? [];
  if (error !== undefined) throw problemOf(error, String(variables.query ?? ''));
  if (answer?.data === undefined || answer.data === null)
    throw new Problem(`${server.url} does not answer as Canopy does: ${response.status} ${body.slice(0, 200).trim()}`);
  return answer.data;
}

export function unreachable({ url }: Server, error: unknown): Problem {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = (cause as { code?: string } | undefined)?.code;
  const reason = code ?? (cause instanceof Error ? cause.message : String(cause));
  return new Problem(
    `cannot reach Canopy at ${url} (${reason}); start it with "canopy up" or "npm start", or say where it is with --server, or with --service where it runs in a cluster`,
  );
}

export function problemOf({ message, extensions = {} }: GraphqlError, query: string): Problem {
  const { code, line, column, length } = extensions;
  const isPlace = typeof line === 'number' && typeof column === 'number';
  const place: Place | undefined = isPlace ? { line, column, length: Number(length ?? 1) } : undefined;
  return typeof code === 'string' && code.startsWith('GREMLIN')
    ? new QueryProblem(message, query, place, code)
    : new Problem(message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
