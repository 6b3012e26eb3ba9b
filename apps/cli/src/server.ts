/** The server that the command talks to: GraphQL over HTTP, its errors as problems. */

import { Interrupted, type Place, Problem, QueryProblem } from './problem.ts';

export interface Server {
  /** `http://127.0.0.1:8082`, without a slash at the end. */
  readonly url: string;
  readonly token?: string;
  /** How long an answer may take, in milliseconds. */
  readonly patienceMs: number;
  /** Nobody waits for an answer any more. */
  readonly signal?: AbortSignal;
}

export const defaultPatienceMs = 60_000;

export interface GraphqlError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** `host:port` is enough. */
export function serverAt(
  address: string,
  { token, patienceMs = defaultPatienceMs, signal }: Partial<Omit<Server, 'url'>> = {},
): Server {
  const full = address.includes('://') ? address : `http://${address}`;
  if (!/^https?:/i.test(full) || !URL.canParse(full))
    throw new Problem(`"${address}" is no address; try http://127.0.0.1:8082`);
  const url = new URL(full);
  return {
    url: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    patienceMs,
    ...(token ? { token } : {}),
    ...(signal === undefined ? {} : { signal }),
  };
}

export async function ask<Data>(
  server: Server,
  document: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Data> {
  let response: Response;
  let body: string;
  const late = AbortSignal.timeout(server.patienceMs);
  try {
    response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(server.token === undefined ? {} : { authorization: `Bearer ${server.token}` }),
      },
      body: JSON.stringify({ query: document, variables }),
      signal: server.signal === undefined ? late : AbortSignal.any([late, server.signal]),
    });
    body = await response.text();
  } catch (error) {
    if (server.signal?.aborted) throw new Interrupted();
    if (late.aborted) throw new Problem(silent(server));
    throw unreachable(server, error);
  }
  if (response.status === 401) throw refused(server);
  const answer = parsed(body) as { data?: Data; errors?: GraphqlError[] } | undefined;
  const [error] = answer?.errors ?? [];
  if (error !== undefined) throw problemOf(error, String(variables.query ?? ''));
  if (answer?.data === undefined || answer.data === null)
    throw new Problem(`${server.url} does not answer as Canopy does: ${response.status} ${body.slice(0, 200).trim()}`);
  return answer.data;
}

/** Without a token, or with one that is not taken. */
export const refused = ({ url, token }: Server): Problem =>
  new Problem(
    token === undefined
      ? `${url} wants a token: give --token or CANOPY_TOKEN`
      : `${url} does not take this token; it may have expired`,
  );

export const silent = ({ url, patienceMs }: Server): string =>
  `${url} gave no answer within ${patienceMs / 1_000} s; --timeout says how long to wait`;

export function unreachable({ url }: Server, error: unknown): Problem {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = (cause as { code?: string } | undefined)?.code;
  const reason = code ?? (cause instanceof Error ? cause.message : String(cause));
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return new Problem(`what listens at ${url} does not speak TLS; try ${url.replace(/^https/, 'http')}`);
  return new Problem(
    `cannot reach Canopy at ${url} (${reason}); start it with "canopy up" or "npm start", or say where it is with --server, or with --service where it runs in a cluster`,
  );
}

export function problemOf({ message, extensions = {} }: GraphqlError, query: string): Problem {
  const { code, line, column, length, unknown, suggestion } = extensions;
  if (unknown === 'kind' && suggestion === undefined) return new Problem(`${message}; canopy kinds lists them`);
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
