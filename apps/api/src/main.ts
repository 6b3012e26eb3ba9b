/** Starts the server: the only file with effects on import. */

import { Graph } from '@canopy/model';
import { type Kind, registry, watchedKinds } from '@canopy/model/kinds';
import { createProbe, type Probe, type Source } from '@canopy/model/probe';
import { type App, createApp } from './app.ts';
import { Arrivals } from './arrivals.ts';
import type { RuleChanges } from './auth/authorizer.ts';
import { configuredAuth } from './auth/configured.ts';
import { followsRules, RbacWatch } from './auth/rbac-watch.ts';
import { type Clusters, chooseClusters } from './choose-clusters.ts';
import { type Config, ConfigProblem, redacted } from './config.ts';
import { Finished, readInvocation } from './flags.ts';
import { randomBase } from './graphql/epoch.ts';
import { followCustom } from './kinds/follow-custom.ts';
import { type RuledKinds, readRules } from './kinds/read-rules.ts';
import { createLog, type Logger } from './log.ts';
import { traceSource } from './trace-source.ts';
import { createTracing, type Tracing, untraced } from './tracing.ts';

const out = (text: string) => void process.stdout.write(text);
const err = (text: string) => void process.stderr.write(text);

async function main(): Promise<number> {
  const { config, printConfig } = readInvocation(process.argv.slice(2), process.env, { out, err });
  if (printConfig) {
    out(`${JSON.stringify(redacted(config), null, 2)}\n`);
    return 0;
  }
  const log = createLog(config.logLevel);
  const stopped = stopSignal(log);
  const ruled = readRules(config.rules, watchedKinds);
  const clusters = await chooseClusters(config, ruled.kinds);
  log.info(
    { clusters: clusters.sources.map(({ cluster }) => cluster) },
    `showing ${clusters.sandbox ? 'the sandbox: ' : ''}${clusters.why}`,
  );
  await serve({ config, clusters, ruled, log, stopped });
  return 0;
}

interface Serving {
  readonly config: Config;
  readonly clusters: Clusters;
  readonly ruled: RuledKinds;
  readonly log: Logger;
  readonly stopped: AbortSignal;
}

async function serve({ config, clusters, ruled, log, stopped }: Serving): Promise<void> {
  const graph = new Graph();
  const tracing = await tracingTo(config.traces);
  const arrivals = new Arrivals();
  const rbac = new RbacWatch();
  const observed = (source: Source) => traceSource(rbac.of(arrivals.of(source)), tracing);
  const probe = createProbe({ graph, sources: clusters.sources.map(observed), kinds: ruled.kinds });
  const ended = new AbortController();
  const signal = AbortSignal.any([stopped, ended.signal]);
  const wanted = config.allCrds ? ('all' as const) : config.kinds;
  // Rights are asked for all that may be in the graph: virtual kinds stand where those are that mention them.
  const kinds = [...new Set([...ruled.kinds, ...registry])];
  const found = (kind: Kind) => void kinds.push(kind);
  const open: Clusters['open'] = async (cluster, kinds) => observed(await clusters.open(cluster, kinds));
  const custom = { open, graph, probe, known: ruled.kinds, wanted, rules: ruled.rules, found, log };
  const running = Promise.all([probe.run(signal), followCustom(custom, signal)]);
  let app: App | undefined;
  try {
    const { posts } = clusters;
    const changed = () => app?.wake();
    const rules = ruleChanges(rbac, probe);
    const auth = await configuredAuth({ config, reader: graph.reader, kinds, posts, log, signal, changed, rules });
    app = await createApp({
      graph,
      probe,
      config,
      log,
      kinds: ruled.kinds.filter(({ notes }) => notes === undefined),
      relations: ruled.rules.flatMap(({ relation }) => relation ?? []),
      epochBase: randomBase(),
      ...{ tracing, arrivals },
      ...auth,
    });
    greet(app, clusters);
    void probe.whenReady(signal).then(() => {
      const { nodeCount, edgeCount } = graph.reader;
      if (!signal.aborted) log.info({ nodes: nodeCount, edges: edgeCount }, 'the graph is complete');
    });
    await Promise.race([running, aborted(signal)]);
  } finally {
    ended.abort();
    await app?.close();
    await running;
    await tracing.close();
    await clusters.sandbox?.close();
  }
}

function ruleChanges(rbac: RbacWatch, probe: Probe): RuleChanges {
  return {
    get changedAt() {
      return rbac.changedAt;
    },
    get followed() {
      return followsRules(probe);
    },
  };
}

async function tracingTo(url: string | undefined): Promise<Tracing> {
  if (url === undefined) return untraced;
  try {
    return await createTracing(url);
  } catch (error) {
    throw new ConfigProblem(
      `traces need the optional packages that npm install brings along: ${(error as Error).message}`,
    );
  }
}

function greet(app: App, { sources, sandbox, why }: Clusters): void {
  out(`Canopy is at ${app.url}\n`);
  if (sandbox === undefined) out(`It shows ${sources.map(({ cluster }) => cluster).join(', ')}: ${why}\n`);
  else out(`It shows the sandbox: ${why}\nPoint kubectl at it: kubectl --server=${sandbox.url} get pods\n`);
}

/** The first signal stops in good order, the second at once. */
function stopSignal(log: Logger): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(130);
      log.info(`stopping on ${signal}`);
      stop.abort();
    });
  return stop.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof Finished) process.exitCode = error.exitCode;
  else {
    const taken = (error as { code?: string }).code === 'EADDRINUSE';
    const text = error instanceof ConfigProblem || taken ? (error as Error).message : ((error as Error).stack ?? error);
    err(`canopy: ${text}${taken ? '; choose another with --port' : ''}\n`);
    process.exitCode = 1;
  }
}
