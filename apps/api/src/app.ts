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
import { createOperations } from './graphql/operations.ts';
import { createSchema } from './graphql/schema.ts';
import { Pulse } from './graphql/subscriptions/pulse.ts';
import { createSharing } from './graphql/subscriptions/share.ts';
import { Views } from './graphql/subscriptions/views.ts';
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
  const { graph, probe, config, log, kinds = registry, tracing = untraced, clock = Date.now } = options;
  const { reader, changes } = graph;
  const authorize = options.authorize ?? (() => seesEverything);
  const stopped = new AbortController();
  const schema = createSchema(kinds, config.query);
  const documents = createDocuments(schema, config.query, config.introspection);
  const pulse = new Pulse(changes, config.frameMs);
  const gremlin = createGremlin(config.query, tracing);
  const insights = createInsights({ graph, kinds, frameMs: config.frameMs });
  const mostViews = config.query.views;
  const views = new Views({ reader, changes, pulse, authorize, clock, gremlin, insights, mostViews });
  const sharing = createSharing({
    mask: (result) => maskResult(result, log),
    executing: (frame) => metrics.frame(frame),
  });
  const operations = createOperations({
    ...{ sharing, tracing },
    done: (operation, seconds, codes) => metrics.operation(operation, seconds, codes),
  });
  const epoch = createEpoch(options.epochBase);
  const authenticate = authenticator(options, config);
  const context = async (viewer: Viewer, signal: AbortSignal): Promise<Context> => {
    const access = authorize(viewer);
    await access.ready(signal);
    const visible = visibleReader(reader, access);
    return {
      viewer,
      access,
      reader: visible,
      hiddenAround: (id) => hiddenNeighbours(reader, access, id),
      insight: insights.of(visible, access),
      probe,
      views,
      gremlin,
      epoch,
      limits: config.query,
      signal,
    };
  };
  const guard = createGuard(config);
  const rates = new Rates(config.client.requestsPerSecond, 10, clock);
  const metrics = createMetrics({ reader, probe, views, sharing, sockets: () => sockets.open, clock });
  const server = createHttpServer({
    config,
    log,
    guard,
    rates,
    graphql: createGraphqlHttp({ schema, documents, operations, config, log }),
    plainQueries: createPlainQueries({ schema, documents, operations, log }),
    metrics,
    files: createStatic(config.webRoot ?? builtDashboard),
    graphiql: createGraphiql(graphiqlOn(config)),
    probe,
    authenticate,
    context,
  });
  const sockets = serveSockets({
    ...{ server, guard, rates, schema, documents, operations, log, authenticate, context, clock },
    limits: config.client,
  });
  const pulsing = Promise.all([pulse.run(stopped.signal), measureLag(options, metrics, stopped.signal)]);
  const url = await listen(server, config);
  return {
    server,
    url,
    wake: () => pulse.wake(),
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.close();
      stopped.abort();
      views.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 1_000);
      await Promise.all([closed, pulsing]);
      clearTimeout(cut);
    },
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
