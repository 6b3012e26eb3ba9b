/** GraphQL over WebSocket (graphql-transport-ws), with limits for each connection and shared messages. */

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Authenticate, bearer, type Viewer } from '../auth/viewer.ts';
import type { ClientLimits } from '../config.ts';
import type { Context } from '../graphql/context.ts';
import type { Documents } from '../graphql/documents.ts';
import { problem } from '../graphql/errors.ts';
import { maskResult } from '../graphql/mask.ts';
import type { Operations } from '../graphql/operations.ts';
import type { Outlet } from '../graphql/subscriptions/frames.ts';
import { Results } from '../graphql/subscriptions/results.ts';
import type { MakeMessage, SharedResult } from '../graphql/subscriptions/share.ts';
import type { Logger } from '../log.ts';
import { addressOf, Connections } from './connections.ts';
import type { Guard } from './guard.ts';
import { SocketOutlet } from './outlet.ts';
import { pathOf } from './path.ts';
import { bucket, type Rates } from './rate.ts';
import { textFrame } from './text-frame.ts';

/** Close codes of graphql-transport-ws, and ours in the same range. */
const closeCode = { goingAway: 1001, unauthorized: 4401, forbidden: 4403, tooManyRequests: 4429 } as const;

const pingEveryMs = 15_000;
const pongWithinMs = 45_000;

interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly closed: AbortController;
  readonly outlet: SocketOutlet;
  viewer: Viewer | undefined;
}

export interface SocketOptions {
  readonly server: Server;
  readonly guard: Guard;
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly operations: Operations;
  readonly limits: ClientLimits;
  readonly rates: Rates;
  readonly log: Logger;
  readonly authenticate: Authenticate;
  readonly context: (viewer: Viewer, signal: AbortSignal) => Promise<Context>;
  readonly clock: () => number;
}

export interface Sockets {
  readonly open: number;
  close(): Promise<void>;
}

export function serveSockets(options: SocketOptions): Sockets {
  const wss = new WebSocketServer({
    noServer: true,
    handleProtocols: (protocols) => handleProtocols(protocols),
    maxPayload: options.limits.bodyBytes,
    perMessageDeflate: false,
  });
  const graphql = makeServer<{ token?: unknown; authorization?: unknown }, Extra>(protocol(options));
  const connections = new Connections(options.limits.socketsPerClient);
  options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuse(options, connections, request);
    if (refusal !== undefined) {
      // Nobody else listens to an upgraded socket any more, and an error that nobody hears ends the process.
      socket.on('error', () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const release = connections.take(request);
    socket.once('close', release);
    wss.handleUpgrade(request, socket, head, (ws) => serve({ ws, request, raw: socket }, graphql, options));
  });
  return {
    get open() {
      return wss.clients.size;
    },
    close: () => closeAll(wss),
  };
}

function refuse(
  { guard, rates }: SocketOptions,
  connections: Connections,
  request: IncomingMessage,
): string | undefined {
  if (pathOf(request) !== '/graphql') return '404 Not Found';
  const refusal = guard(request);
  if (refusal !== undefined) return `${refusal.status} Refused`;
  return connections.full(request) || !rates.take(addressOf(request)) ? '429 Too Many Requests' : undefined;
}

interface Upgraded {
  readonly ws: WebSocket;
  readonly request: IncomingMessage;
  /** Below the WebSocket. */
  readonly raw: Duplex;
}

function serve({ ws, request, raw }: Upgraded, graphql: ReturnType<typeof makeServer>, options: SocketOptions) {
  const outlet = new SocketOutlet(ws, raw);
  const extra: Extra = { socket: ws, request, closed: new AbortController(), outlet, viewer: undefined };
  const { log, limits, clock } = options;
  const stopPinging = keepAlive(ws, clock);
  const allowed = bucket(limits.messagesPerSecond, 10, clock);
  const closed = graphql.opened(
    {
      protocol: ws.protocol,
      send: (data) => outlet.message(data),
      close: (code, reason) => outlet.close(code, reason),
      onMessage: (take) =>
        ws.on('message', (data, binary) => {
          if (binary) return ws.close(4400, 'Binary messages are not understood');
          if (!allowed()) return ws.close(closeCode.tooManyRequests, 'Too many messages');
          take(String(data)).catch((error: unknown) => {
            log.error({ error: String(error) }, 'a WebSocket message could not be served');
            ws.close(1011, 'Internal error');
          });
        }),
    },
    extra as never,
  );
  ws.on('error', (error) => log.debug({ error: error.message }, 'WebSocket error'));
  ws.once('close', (code, reason) => {
    stopPinging();
    extra.closed.abort();
    void closed(code, String(reason));
  });
}

function protocol(options: SocketOptions): ServerOptions<{ token?: unknown; authorization?: unknown }, Extra> {
  const { schema, documents, operations, limits } = options;
  return {
    connectionInitWaitTimeout: 5_000,
    onConnect: async ({ connectionParams, extra }) => {
      const { token, authorization } = connectionParams ?? {};
      const shown =
        typeof token === 'string'
          ? token
          : bearer(typeof authorization === 'string' ? authorization : extra.request.headers.authorization);
      extra.viewer = await options.authenticate({ token: shown, request: extra.request });
      if (extra.viewer === undefined) {
        extra.socket.close(closeCode.unauthorized, 'A valid token is needed in connection_init');
        return false;
      }
      endWithViewer(extra, options.clock);
      return true;
    },
    onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
      if (extra.viewer === undefined) return [problem('UNAUTHENTICATED', 'Not authenticated')];
      if (Object.keys(subscriptions).length > limits.operationsPerSocket)
        return [problem('LIMIT', `At most ${limits.operationsPerSocket} operations at a time on one connection`)];
      try {
        const document = documents.parse(payload.query);
        const errors = documents.validate(document);
        if (errors.length > 0) return errors;
        return {
          schema,
          document,
          operationName: payload.operationName,
          variableValues: payload.variables,
          contextValue: await options.context(extra.viewer, extra.closed.signal),
        };
      } catch (error) {
        if (error instanceof GraphQLError) return [error];
        throw error;
      }
    },
    subscribe: (args) => operations.subscribe(args) as never,
    execute: async (args) => maskResult(await operations.execute(args), options.log),
    onOperation: ({ extra }, id, _payload, _args, result) =>
      result instanceof Results ? pushed(id, result, extra.outlet) : undefined,
  };
}

/** Pushes the results of a subscription; what graphql-ws gets in their place only says when they ended. */
function pushed(id: string, results: Results, outlet: SocketOutlet): AsyncGenerator<never, void, void> {
  const head = `${JSON.stringify({ id, type: 'next' }).slice(0, -1)},"payload":`;
  const way: Outlet<ExecutionResult> = {
    get ready() {
      return outlet.ready;
    },
    whenTaken: (go) => outlet.whenTaken(go),
    send: (result) =>
      outlet.frames(
        'message' in result
          ? (result as SharedResult).message(head, message)
          : message(head, Buffer.from(JSON.stringify(result))),
      ),
  };
  const finished = { done: true, value: undefined } as const;
  let running: Promise<void> | undefined;
  const end = async () => results.return().then(() => finished);
  return {
    next: async () => {
      running ??= results.push(way);
      await running;
      return finished;
    },
    return: end,
    throw: async (error) => end().then(() => Promise.reject(error)),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

const message: MakeMessage = (head, text) => textFrame(head, text, '}');

function endWithViewer({ viewer, socket }: Extra, clock: () => number): void {
  if (viewer?.expiresAt === undefined) return;
  const end = () => socket.close(closeCode.forbidden, 'The token has expired');
  const timer = setTimeout(end, Math.max(0, Math.min(viewer.expiresAt - clock(), 2 ** 31 - 1)));
  socket.once('close', () => clearTimeout(timer));
}

/** Ends connections whose other end is gone. A slow one has time to work off what it was sent. */
function keepAlive(ws: WebSocket, clock: () => number): () => void {
  let heard = clock();
  ws.on('pong', () => {
    heard = clock();
  });
  const timer = setInterval(() => {
    if (clock() - heard > pongWithinMs) ws.terminate();
    else if (ws.readyState === ws.OPEN) ws.ping();
  }, pingEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Says goodbye to everybody, and cuts who does not answer. */
async function closeAll(wss: WebSocketServer): Promise<void> {
  const clients = [...wss.clients];
  await Promise.all(
    clients.map(
      (ws) =>
        new Promise<void>((resolve) => {
          const cut = setTimeout(() => ws.terminate(), 1_000);
          ws.once('close', () => {
            clearTimeout(cut);
            resolve();
          });
          ws.close(closeCode.goingAway, 'The server is shutting down');
        }),
    ),
  );
  await new Promise<void>((resolve) => wss.close(() => resolve()));
}
