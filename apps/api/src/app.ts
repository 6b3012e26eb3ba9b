/** The composition root: a graph and its probe become a server. Takes them from outside, so tests pass their own. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Graph } from '@canopy/model';
import { type Kind, registry } from '@canopy/model/kinds';
import type { Probe } from '@canopy/model/probe';
import type { Arrivals } from './arrivals.ts';
import { type Authorize, seesEverything } from './auth/access.ts';
import { staticToken } from './auth/static-token.ts';
import { type Authenticate, authenticateNobody, type Viewer } from './auth/viewer.ts';
import { hiddenNeighbours, visibleReader } from './auth/visible-reader.ts';
import { type Config, graphiqlOn, isLoopback } from './config.ts';
import type { Context } from './graphql/context.ts';
import { createDocuments } from './graphql/documents.ts';
import { createEpoch } from './graphql/epoch.ts';
import { createGremlin } from './graphql/gremlin.ts';
import { createInsights } from './graphql/insight.ts';
import { maskResult } from './graphql/mask.ts';
import { createOperations, type OperationsOptions } from './graphql/operations.ts';
import { createSchema } from './graphql/schema.ts';
import { Pulse } from './graphql/subscriptions/pulse.ts';
import { createSharing, type SharingOptions } from './graphql/subscriptions/share.ts';
import { Views } from './graphql/subscriptions/views.ts';
import { createWords } from './graphql/words/words.ts';
import { createGraphiql } from './http/graphiql.ts';
import { createGuard } from './http/guard.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { createPlainQueries } from './http/plain-query.ts';
import { Rates } from './http/rate.ts';
import { createHttpServer } from './http/server.ts';
import { serveSockets } from './http/socket.ts';
import { createStatic } from './http/static.ts';
import { createGraphqlHttp } from './http/yoga.ts';
import type { Logger } from './log.ts';
import { type Tracing, untraced } from './tracing.ts';

export interface AppOptions {
  readonly graph: Pick<Graph, 'reader' | 'changes'>;
  readonly probe: Context['probe'];
  readonly config: Config;
  readonly log: Logger;
  /** Default: the registry. */
  readonly kinds?: readonly Kind[];
  /** What edges are called that rules of the user's own make, besides those of the kinds. */
  readonly relations?: readonly string[];
  /** Default: the configured token, or nobody is asked. */
  readonly authenticate?: Authenticate;
  /** Default: every viewer sees everything. */
  readonly authorize?: Authorize;
  /** Default: nobody collects traces. */
  readonly tracing?: Tracing;
  /** When events arrive, where that is measured. */
  readonly arrivals?: Arrivals;
  /** What revisions on the wire count from; see `epoch.ts`. */
  readonly epochBase?: number;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

export interface App {
  readonly server: Server;
  /** Where it listens. */
  readonly url: string;
  /** Lets every picture look again: rights may have changed. */
  wake(): void;
  /** Takes no more requests, ends subscriptions with a close code, and waits a moment for what runs. */
  close(): Promise<void>;
}

export type { Probe };

const builtDashboard = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** Listens when it resolves; rejects when the port is taken. */
export async function createApp(options: AppOptions): Promise<App> {
  const { graph, probe, config, log, clock = Date.now } = options;
  const stopped = new AbortController();
  // Nearly every question goes by these. Made while the graph is small, they grow with it.
  for (const key of ['Type', 'Name']) while (graph.reader.prepare?.(key) === false);
  const live = livePictures(options);
  const { pulse, views } = live;
  const engine = createEngine(options, {
    executing: (frame) => metrics.frame(frame),
    done: (operation, seconds, codes) => metrics.operation(operation, seconds, codes),
  });
  const guard = createGuard(config);
  const rates = new Rates(config.client.requestsPerSecond, 10, clock);
  const authenticate = authenticator(options, config);
  const context = contextOf(options, live);
  const { sharing } = engine;
  const metrics = createMetrics({
    ...{ reader: graph.reader, probe, views, sharing, clock },
    sockets: () => sockets.open,
  });
  const server = createHttpServer({
    ...{ config, log, guard, rates, metrics, probe, authenticate, context },
    graphql: createGraphqlHttp({ ...engine, config, log }),
    plainQueries: createPlainQueries({ ...engine, log }),
    files: createStatic(config.webRoot ?? builtDashboard),
    graphiql: createGraphiql(graphiqlOn(config)),
  });
  const sockets = serveSockets({
    ...{ ...engine, server, guard, rates, log, authenticate, context, clock },
    limits: config.client,
  });
  const running = Promise.all([pulse.run(stopped.signal), measureLag(options, metrics, stopped.signal)]);
  const url = await listen(server, config);
  return {
    ...{ server, url },
    wake: () => pulse.wake(),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.close();
      stopped.abort();
      views.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 1_000);
      await Promise.all([closed, running]);
      clearTimeout(cut);
    },
  };
}

/** What follows the graph and is shared by all who ask. */
function livePictures({
  graph,
  config,
  kinds = registry,
  tracing,
  authorize = everything,
  clock = Date.now,
}: AppOptions) {
  const { reader, changes } = graph;
  const pulse = new Pulse(changes, config.frameMs);
  const gremlin = createGremlin(config.query, tracing);
  const insights = createInsights({ graph, kinds, pulse });
  const mostViews = config.query.views;
  const views = new Views({ reader, changes, pulse, authorize, clock, gremlin, insights, mostViews });
  return { pulse, gremlin, insights, views };
}

const everything: Authorize = () => seesEverything;

type Told = Pick<OperationsOptions, 'done'> & Pick<SharingOptions, 'executing'>;

/** The schema, and how documents on it are read and run; `told` hears of it. */
function createEngine({ config, log, kinds = registry, tracing = untraced }: AppOptions, { executing, done }: Told) {
  const schema = createSchema(kinds, config.query);
  const documents = createDocuments(schema, config.query, config.introspection);
  const sharing = createSharing({ mask: (result) => maskResult(result, log), executing });
  const operations = createOperations({ sharing, tracing, done });
  return { schema, documents, sharing, operations };
}

/** What resolvers get, for each who asks. */
function contextOf(options: AppOptions, { gremlin, insights, views }: ReturnType<typeof livePictures>) {
  const { graph, probe, config, kinds = registry, relations, authorize = everything } = options;
  const { reader } = graph;
  const epoch = createEpoch(options.epochBase);
  const words = createWords(kinds, relations);
  return async (viewer: Viewer, signal: AbortSignal): Promise<Context> => {
    const access = authorize(viewer);
    await access.ready(signal);
    const visible = visibleReader(reader, access);
    return {
      ...{ viewer, access, probe, views, gremlin, epoch, words, signal },
      reader: visible,
      hiddenAround: (id) => hiddenNeighbours(reader, access, id),
      insight: insights.of(visible, access),
      limits: config.query,
    };
  };
}

/** Where nobody can be authenticated at the moment, nobody is. */
function authenticator(options: AppOptions, { token }: Config): Authenticate {
  const way = options.authenticate ?? (token === undefined ? authenticateNobody : staticToken(token));
  return async (shown) => {
    try {
      return await way(shown);
    } catch (error) {
      options.log.warn({ error: String(error) }, 'nobody can be authenticated at the moment');
      return undefined;
    }
  };
}

function listen(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host.replace(/^\[|\]$/g, ''), () => {
      server.off('error', reject);
      const { port: bound } = server.address() as AddressInfo;
      const name =
        isLoopback(host) && host !== 'localhost' ? host : host === '0.0.0.0' || host === '::' ? 'localhost' : host;
      resolve(`http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${bound}`);
    });
  });
}

/** Each delta tells how long the oldest of its events waited for it. */
async function measureLag({ graph, arrivals }: AppOptions, metrics: Metrics, signal: AbortSignal): Promise<void> {
  if (arrivals === undefined) return;
  for (let { revision } = graph.changes; !signal.aborted; revision = graph.changes.revision) {
    await graph.changes.next(revision, signal);
    const waited = arrivals.take();
    if (waited !== undefined) metrics.delta(waited / 1_000);
  }
}
