/** Canopy's graph of a real cluster, for scenarios: live while they last, or built once from scratch. */

import { execute, toRest } from '@canopy/gremlin';
import { Graph, type GraphNode } from '@canopy/model';
import { rememberedFields } from '@canopy/model/insight';
import { watchedKinds } from '@canopy/model/kinds';
import { type ClusterStatus, connect, createProbe, type SyncStatus } from '@canopy/model/probe';
import { show } from '@canopy/model/testing';

export interface LiveGraph {
  readonly graph: Graph;
  /** The graph as sorted lines. */
  lines(): string[];
  readonly status: ClusterStatus;
  sync(kind: string): SyncStatus | undefined;
  /** The names that a query finds, sorted. */
  names(query: string): string[];
  node(type: string, namespace: string, name: string): GraphNode | undefined;
  /** Resolves as soon as the graph or the state of its sources fulfils the condition; rejects after the deadline. */
  until(what: string, condition: () => boolean, deadline?: number): Promise<void>;
  close(): Promise<void>;
}

/** Only ends what never comes: after an outage the source alone may rest for half a minute before it tries again. */
const patience = 180_000;

// The same in every graph of this process, so that equal secrets look equal in all of them.
const hashKey = Buffer.from('the same in every graph of a run');

/** Connects as the kubeconfig's user and resolves when everything that this user may see was listed once. */
export async function liveGraph(kubeconfig: string): Promise<LiveGraph> {
  const stop = new AbortController();
  const graph = new Graph();
  const source = await connect({ kubeconfig, kinds: watchedKinds, clusterName: 'real', hashKey });
  const probe = createProbe({ graph, sources: [source], kinds: watchedKinds });
  const running = probe.run(stop.signal);
  const live: LiveGraph = {
    graph,
    lines: () => show(graph.reader, { without: rememberedFields }),
    get status() {
      return probe.clusters[0]!;
    },
    sync: (kind) => probe.clusters[0]!.kinds.find((one) => one.kind === kind),
    names: (query) => (toRest(execute(graph.reader, query)) as Named[]).map(({ Metadata }) => Metadata.Name).sort(),
    node: (type, namespace, name) => graph.reader.find(type, namespace, name),
    until: (what, condition, deadline = patience) =>
      until(what, condition, deadline).catch((cause: Error) => {
        const late = probe.clusters[0]!.kinds.filter(({ state }) => state !== 'live' && state !== 'absent');
        throw new Error(
          `${cause.message}; ${late.length} kinds are not live: ${JSON.stringify(late.sort((a, b) => b.since - a.since).slice(0, 3))}`,
        );
      }),
    close: async () => {
      stop.abort();
      await running;
    },
  };
  try {
    await live.until('the first lists are complete', () => probe.ready);
  } catch (cause) {
    await live.close();
    throw cause;
  }
  return live;
}

interface Named {
  readonly Metadata: { readonly Name: string };
}

/** The lines of a graph that is built from scratch now. */
async function rebuiltLines(kubeconfig: string): Promise<string[]> {
  const fresh = await liveGraph(kubeconfig);
  try {
    return fresh.lines();
  } finally {
    await fresh.close();
  }
}

/**
 * Resolves when the live graph is the one that a rebuild gives. The cluster must come to rest, so it is tried again until
 * the deadline; then rejects with the lines that differ.
 */
export async function untilEqualsRebuild(live: LiveGraph, kubeconfig: string, deadline = patience): Promise<void> {
  const end = performance.now() + deadline;
  for (;;) {
    const rebuilt = await rebuiltLines(kubeconfig);
    const present = live.lines();
    const [was, is] = [new Set(present), new Set(rebuilt)];
    const missing = rebuilt.filter((line) => !was.has(line));
    const surplus = present.filter((line) => !is.has(line));
    if (missing.length + surplus.length === 0 && present.length === rebuilt.length) return;
    if (performance.now() > end)
      throw new Error(
        [
          'the live graph is not what a rebuild gives',
          ...missing.map((l) => `- ${l}`),
          ...surplus.map((l) => `+ ${l}`),
        ].join('\n'),
      );
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function until(what: string, condition: () => boolean, deadline: number): Promise<void> {
  const end = performance.now() + deadline;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not so after ${deadline} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
