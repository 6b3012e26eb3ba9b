/** The HTTP server: routes, with guard, authentication, headers and metrics around them. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Authenticate, shownBy, type Viewer } from '../auth/viewer.ts';
import type { Config } from '../config.ts';
import type { Context } from '../graphql/context.ts';
import type { Logger } from '../log.ts';
import { answer } from './answer.ts';
import { BodyProblem, readBody } from './body.ts';
import { addressOf, Connections } from './connections.ts';
import { isGraphiqlPath, type ServeGraphiql } from './graphiql.ts';
import { gremlinRest } from './gremlin-rest.ts';
import type { Guard } from './guard.ts';
import { setSecurityHeaders } from './headers.ts';
import { healthz, readyz } from './health.ts';
import type { Metrics } from './metrics.ts';
import { pathOf } from './path.ts';
import { type AnswerPlainly, mayBePlain } from './plain-query.ts';
import type { Rates } from './rate.ts';
import type { ServeStatic } from './static.ts';
import type { createGraphqlHttp } from './yoga.ts';

export interface ServerParts {
  readonly config: Config;
  readonly log: Logger;
  readonly guard: Guard;
  readonly rates: Rates;
  readonly graphql: ReturnType<typeof createGraphqlHttp>;
  readonly plainQueries: AnswerPlainly;
  readonly metrics: Metrics;
  readonly files: ServeStatic;
  readonly graphiql: ServeGraphiql;
  readonly probe: Context['probe'];
  readonly authenticate: Authenticate;
  readonly context: (viewer: Viewer, signal: AbortSignal) => Promise<Context>;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly parts: ServerParts;
  readonly held: Held;
}

/** What addresses hold at the moment. */
interface Held {
  readonly streams: Connections;
  readonly requests: Connections;
}

interface Route {
  readonly name: string;
  readonly matches: (path: string) => boolean;
  /** Who gets this far has shown who he is. */
  readonly open: boolean;
  readonly run: (call: Call, viewer: Viewer | undefined) => Promise<void> | void;
}

const exactly = (wanted: string) => (path: string) => path === wanted;

const routes: readonly Route[] = [
  { name: 'healthz', matches: exactly('/healthz'), open: true, run: ({ response }) => healthz(response) },
  {
    name: 'readyz',
    matches: exactly('/readyz'),
    open: true,
    run: readyRoute,
  },
  { name: 'metrics', matches: exactly('/metrics'), open: false, run: metricsRoute },
  { name: 'graphql', matches: exactly('/graphql'), open: false, run: graphqlRoute },
  { name: 'topology', matches: exactly('/api/topology'), open: false, run: topologyRoute },
  { name: 'api', matches: (path) => path === '/api' || path.startsWith('/api/'), open: false, run: unknownRoute },
  {
    name: 'graphiql',
    matches: isGraphiqlPath,
    open: true,
    run: ({ request, response, path, parts }) => parts.graphiql(request, response, path),
  },
  {
    name: 'static',
    matches: () => true,
    open: true,
    run: ({ request, response, path, parts }) => parts.files(request, response, path),
  },
];

export function createHttpServer(parts: ServerParts): Server {
  const { streamsPerClient, requestsAtOnce, requestMs } = parts.config.client;
  const held = { streams: new Connections(streamsPerClient), requests: new Connections(requestsAtOnce) };
  const server = createServer(
    {
      requestTimeout: requestMs,
      headersTimeout: Math.min(requestMs, 10_000),
      connectionsCheckingInterval: Math.min(requestMs, 5_000),
      maxHeaderSize: 32 * 1024,
      keepAliveTimeout: 10_000,
    },
    (request, response) => void dispatch(request, response, parts, held),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = refusals[error.code ?? ''] ?? '400 Bad Request';
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    else socket.destroy();
  });
  return server;
}

/** What Node's parser gives up on, other than by 400. */
const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

async function dispatch(request: IncomingMessage, response: ServerResponse, parts: ServerParts, held: Held) {
  const start = performance.now();
  setSecurityHeaders(response);
  const path = pathOf(request);
  const route = routes.find(({ matches }) => matches(path))!;
  response.once('close', () => {
    const seconds = (performance.now() - start) / 1_000;
    parts.metrics.request(route.name, response.statusCode, seconds);
    parts.log.debug({ method: request.method, route: route.name, status: response.statusCode, seconds }, 'request');
  });
  try {
    const refusal = parts.guard(request);
    if (refusal !== undefined) return answer(response, refusal.status, `${refusal.message}\n`);
    if (!route.open && !admitted(request, response, parts, held))
      return answer(response, 429, 'Too many requests from this address\n', { 'retry-after': '1' });
    const viewer = route.open ? undefined : await parts.authenticate(shownBy(request));
    if (!route.open && viewer === undefined && request.method !== 'OPTIONS')
      return answer(response, 401, 'A valid bearer token is needed\n', { 'www-authenticate': 'Bearer realm="canopy"' });
    await route.run({ request, response, path, parts, held }, viewer);
  } catch (error) {
    // A request whose body was read counts as destroyed too: only who still listens can be told.
    if (request.socket.destroyed) return response.destroy();
    parts.log.error(
      { error: error instanceof Error ? error.stack : String(error), route: route.name },
      'request failed',
    );
    answer(response, 500, 'Unexpected error\n');
  }
}

/** Before anything costs: neither too fast nor too many at once. */
function admitted(request: IncomingMessage, response: ServerResponse, { rates }: ServerParts, { requests }: Held) {
  if (!rates.take(addressOf(request)) || requests.full(request)) return false;
  if (!isStream(request)) response.once('close', requests.take(request));
  return true;
}

function isStream({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/event-stream') === true;
}

/** Everybody is told whether; those who showed who they are, also why not. */
async function readyRoute({ request, response, parts, held }: Call): Promise<void> {
  // Finding out who asks may cost a question to the cluster.
  const viewer = admitted(request, response, parts, held) ? await parts.authenticate(shownBy(request)) : undefined;
  const access = viewer && (await parts.context(viewer, new AbortController().signal)).access;
  readyz(response, parts.probe, access?.operator === true);
}

async function metricsRoute({ response, parts }: Call, viewer: Viewer | undefined): Promise<void> {
  const access = viewer && (await parts.context(viewer, new AbortController().signal)).access;
  if (access?.operator !== true) return answer(response, 403, 'Metrics are for those who may get /metrics\n');
  const { registry } = parts.metrics;
  answer(response, 200, await registry.metrics(), { 'content-type': registry.contentType });
}

async function graphqlRoute(
  { request, response, parts, held: { streams } }: Call,
  viewer: Viewer | undefined,
): Promise<void> {
  if (viewer === undefined) {
    await parts.graphql(request, response);
    return;
  }
  if (isStream(request)) {
    if (streams.full(request)) return answer(response, 429, 'Too many event streams from this address\n');
    response.once('close', streams.take(request));
  }
  const signal = goneSignal(response);
  endWithViewer(viewer, response);
  const context = await parts.context(viewer, signal);
  const { traceparent } = request.headers;
  const canopy = typeof traceparent === 'string' ? { ...context, traceparent } : context;
  if (!mayBePlain(request, parts.config.allowedOrigins.length > 0))
    return void (await parts.graphql(request, response, { canopy }));
  try {
    const body = await readBody(request, parts.config.client.bodyBytes);
    if (!(await parts.plainQueries(request, response, body, canopy)))
      await answerByYoga(request, response, body, { parts, canopy });
  } catch (error) {
    if (!(error instanceof BodyProblem)) throw error;
    answer(response, error.status, `${error.message}\n`);
  }
}

/** Hands on a request whose body was read already. */
async function answerByYoga(
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
  { parts, canopy }: { readonly parts: ServerParts; readonly canopy: Context },
): Promise<void> {
  const { accept = '*/*' } = request.headers;
  const headers = { 'content-type': 'application/json', accept };
  const answered = await parts.graphql.fetch('http://local/graphql', { method: 'POST', headers, body }, { canopy });
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  // Whoever accepts anything is sent events where he subscribes: they end with him.
  if (answered.body === null) response.end();
  else await pipeline(answered.body, response).catch(() => response.destroy());
}

/** Aborts when the client goes before it has its answer. One reason for all: making one for each costs more than most answers. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(clientGone);
  });
  return gone.signal;
}

const clientGone = new Error('The client is gone');

/** A stream does not outlive the proof of who reads it. */
function endWithViewer({ expiresAt }: Viewer, response: ServerResponse): void {
  if (expiresAt === undefined) return;
  const timer = setTimeout(() => response.destroy(), Math.max(0, Math.min(expiresAt - Date.now(), 2 ** 31 - 1)));
  response.once('close', () => clearTimeout(timer));
}

async function topologyRoute({ request, response, parts }: Call, viewer: Viewer | undefined): Promise<void> {
  if (viewer === undefined)
    return answer(response, 405, 'GET and POST are possible here\n', { allow: 'GET, HEAD, POST' });
  const signal = goneSignal(response);
  const { reader, gremlin } = await parts.context(viewer, signal);
  await gremlinRest(request, response, { reader, gremlin, signal, bodyBytes: parts.config.client.bodyBytes });
}

function unknownRoute({ response, path }: Call): void {
  answer(response, 404, `There is nothing at ${path}; there are /graphql and /api/topology\n`);
}
