/** A graph with a synthetic cluster in it, and what it took to get it there. */

import { Graph, type GraphOptions } from '@canopy/model';
import { watchedKinds } from '@canopy/model/kinds';
import { type KubeObject, Projection } from '@canopy/model/probe';
import { type Blueprint, type ClusterSize, syntheticCluster } from '@canopy/sandbox/load';
import { collectGarbage, threadCpu } from './figure.ts';

export interface LoadedModel {
  readonly graph: Graph;
  readonly projection: Projection;
  readonly bytes: number;
  /** CPU milliseconds of JSON.parse over all objects. */
  readonly parseMs: number;
  /** CPU milliseconds from the same text to the graph, JSON.parse included. */
  readonly syncMs: number;
  /** The longest time for which the event loop was held: CPU of this thread, and on the clock, in milliseconds. */
  readonly stall: { readonly cpu: number; readonly wall: number };
  /** Bytes of heap that the model takes. */
  readonly heap: number;
}

const PAGE = 500;
/** As long as the source works before it lets others have a turn. */
const SLICE_MS = 8;

export function emptyModel(options: GraphOptions = {}): { graph: Graph; projection: Projection } {
  const graph = new Graph(options);
  const projection = new Projection({ graph, cluster: 'bench', kinds: watchedKinds });
  for (const { key } of watchedKinds) {
    projection.sync({ kind: key, namespace: '', state: 'live', objects: 0, since: 0, relists: 0 });
  }
  return { graph, projection };
}

/**
 * Objects go in as text, in pages as a list delivers them and in slices as the source takes them; every page is also
 * parsed once for comparison.
 */
export async function loadModel(
  size: ClusterSize,
  blueprints: Iterable<Blueprint> = syntheticCluster(size),
): Promise<LoadedModel> {
  const { graph, projection } = emptyModel();
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const turns = new Turns();
  let [bytes, parseMs, syncMs] = [0, 0, 0];
  for (const page of pagesOf(blueprints)) {
    for (const { text } of page) bytes += text.length;
    const start = threadCpu();
    for (const { text } of page) JSON.parse(text);
    const parsed = threadCpu();
    parseMs += parsed - start;
    turns.begin();
    for (const { kind, text } of page) {
      projection.upsert(kind, JSON.parse(text) as KubeObject);
      if (!turns.over) continue;
      commit(projection, graph);
      turns.end();
      await new Promise((resolve) => setImmediate(resolve));
      turns.begin();
    }
    commit(projection, graph);
    turns.end();
    syncMs += turns.take();
    await new Promise((resolve) => setImmediate(resolve));
  }
  // Compression of kept objects goes on in the background.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  collectGarbage();
  const heap = process.memoryUsage().heapUsed - before;
  return { graph, projection, bytes, parseMs, syncMs, stall: turns.longest, heap };
}

function commit(projection: Projection, graph: Graph): void {
  projection.settle();
  graph.commit();
}

function* pagesOf(blueprints: Iterable<Blueprint>): Generator<{ kind: string; text: string }[]> {
  let page: { kind: string; text: string }[] = [];
  for (const blueprint of blueprints) {
    page.push({ kind: blueprint.kind, text: JSON.stringify(blueprint.build()) });
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** Measures the turns of the event loop that the work takes. */
class Turns {
  readonly longest = { cpu: 0, wall: 0 };
  #wall = 0;
  #cpu = 0;
  #sum = 0;

  begin(): void {
    this.#wall = performance.now();
    this.#cpu = threadCpu();
  }

  /** Whether the turn has used up its slice; what other processes do does not enter. */
  get over(): boolean {
    return threadCpu() - this.#cpu > SLICE_MS;
  }

  end(): void {
    const cpu = threadCpu() - this.#cpu;
    this.#sum += cpu;
    this.longest.cpu = Math.max(this.longest.cpu, cpu);
    this.longest.wall = Math.max(this.longest.wall, performance.now() - this.#wall);
  }

  /** CPU milliseconds of the turns since it was asked last. */
  take(): number {
    const sum = this.#sum;
    this.#sum = 0;
    return sum;
  }
}
