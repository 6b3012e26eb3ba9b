import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Graph } from '@canopy/model';
import { watchedKinds } from '@canopy/model/kinds';
import { connectServer, createProbe } from '@canopy/model/probe';
import { type Bench, collectGarbage, type Figure, percentile, threadCpu } from './figure.ts';
import { LongestTurn } from './longest-turn.ts';

/** Events a second once the cluster is there, and for how long. */
const RATE = 20;
const CHURN_MS = 20_000;

export const httpSync: Bench = {
  name: 'http-sync',
  doc: 'First sync over HTTP, managedFields included, then live with 20 events a second; the longest turn of the event loop.',
  sizes: [15_000, 150_000],
  quick: [2_000],
  async run(pods) {
    const file = fileURLToPath(new URL('./load-worker.ts', import.meta.url));
    const worker = new Worker(file, { workerData: { pods }, execArgv: [] });
    const [url] = await message<[string]>(worker);
    collectGarbage();
    const graph = new Graph();
    const source = connectServer(url, { kinds: watchedKinds });
    const probe = createProbe({ graph, sources: [source] });
    const abort = new AbortController();
    const turns = new LongestTurn();
    const [start, cpu] = [performance.now(), threadCpu()];
    const running = probe.run(abort.signal);
    await probe.whenReady();
    const [wall, used, longest] = [performance.now() - start, threadCpu() - cpu, turns.stop()];
    const parameters = { pods, graphNodes: graph.reader.nodeCount, graphEdges: graph.reader.edgeCount };
    const lags = await follow(graph, worker);
    abort.abort();
    await running;
    await worker.terminate();
    const figure = (name: string, value: number, unit: string): Figure => ({ name, value, unit, parameters });
    return [
      figure('http-sync/wall', wall / 1000, 's'),
      figure('http-sync/cpu', used / 1000, 's CPU'),
      figure('http-sync/stall', longest, 'ms CPU'),
      figure('http-sync/rss', process.memoryUsage().rss / 1e6, 'MB, the server included'),
      figure('http-sync/lag-p50', percentile(lags, 0.5), 'ms from sent to committed'),
      figure('http-sync/lag-p99', percentile(lags, 0.99), 'ms from sent to committed'),
    ];
  },
};

function message<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

/** How long after a pod was changed in the server its restarts show in the graph. */
async function follow(graph: Graph, worker: Worker): Promise<number[]> {
  const lags: number[] = [];
  const sent = new Map<string, number>();
  worker.on('message', ([key, at]: [string, number]) => sent.set(key, at));
  worker.postMessage({ rate: RATE });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), CHURN_MS);
  while (!stop.signal.aborted) {
    const { revision } = graph.changes;
    await graph.changes.next(revision, stop.signal);
    const now = Date.now();
    const delta = graph.changes.since(revision);
    for (const { type, name, fields } of delta?.nodes.changed ?? []) {
      const at = type === 'pod' ? sent.get(`${name} ${fields.Restarts}`) : undefined;
      if (at !== undefined) lags.push(now - at);
    }
  }
  worker.postMessage({ rate: 0 });
  return lags;
}
