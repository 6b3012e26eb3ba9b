/** A graph with a synthetic cluster in it, and what it took to get it there. */

import { Graph } from '@canopy/model';
import { watchedKinds } from '@canopy/model/kinds';
import { Projection } from '@canopy/model/probe';
import { collectGarbage, threadCpu } from './figure.ts';
import { type SyntheticObject, type SyntheticSize, syntheticCluster } from './synthetic.ts';

export interface LoadedModel {
  readonly graph: Graph;
  readonly projection: Projection;
  readonly bytes: number;
  /** CPU milliseconds of JSON.parse over all objects. */
  readonly parseMs: number;
  /** CPU milliseconds from the same text to the graph, JSON.parse included. */
  readonly syncMs: number;
  /** The longest time, in milliseconds, for which the event loop was held. */
  readonly stallMs: number;
  /** Bytes of heap that the model takes. */
  readonly heap: number;
}

const PAGE = 500;

export function emptyModel(keepObjects?: number): { graph: Graph; projection: Projection } {
  const graph = new Graph();
  const projection = new Projection({
    graph,
    cluster: 'bench',
    kinds: watchedKinds,
    ...(keepObjects === undefined ? {} : { keepObjects }),
  });
  for (const { key } of watchedKinds) {
    projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
  }
  return { graph, projection };
}

/** Objects go in as pages of text, as a list delivers them; every page is also parsed once for comparison. */
export async function loadModel(
  size: SyntheticSize,
  objects: Iterable<SyntheticObject> = syntheticCluster(size),
): Promise<LoadedModel> {
  const { graph, projection } = emptyModel();
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let [bytes, parseMs, syncMs, stallMs] = [0, 0, 0, 0];
  let page: { kind: string; text: string }[] = [];
  const flush = () => {
    const start = threadCpu();
    for (const { text } of page) JSON.parse(text);
    const parsed = threadCpu();
    const from = performance.now();
    for (const { kind, text } of page) projection.upsert(kind, JSON.parse(text));
    projection.settle();
    graph.commit();
    syncMs += threadCpu() - parsed;
    parseMs += parsed - start;
    stallMs = Math.max(stallMs, performance.now() - from);
    page = [];
  };
  for (const { kind, object } of objects) {
    const text = JSON.stringify(object);
    bytes += text.length;
    page.push({ kind, text });
    if (page.length < PAGE) continue;
    flush();
    await new Promise((resolve) => setImmediate(resolve));
  }
  flush();
  // Compression of kept objects goes on in the background.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  collectGarbage();
  return { graph, projection, bytes, parseMs, syncMs, stallMs, heap: process.memoryUsage().heapUsed - before };
}
