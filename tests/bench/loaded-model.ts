/** A graph with a synthetic cluster in it, and what it took to get it there. */

import { Graph, type GraphOptions } from '@canopy/model';
import { type Kind, watchedKinds } from '@canopy/model/kinds';
import { type KubeObject, Projection } from '@canopy/model/probe';
import { type Blueprint, type ClusterSize, syntheticCluster, withManagedFields } from '@canopy/sandbox/load';
import { ListPage } from '../../packages/model/src/probe/1-source/list-page.ts';
import { projection as redaction } from '../../packages/model/src/probe/1-source/project.ts';
import { collectGarbage, threadCpu } from './figure.ts';

export interface LoadedModel {
  readonly graph: Graph;
  readonly projection: Projection;
  /** As a server sends them: lists, managedFields included. */
  readonly bytes: number;
  /** CPU milliseconds of JSON.parse over those lists. */
  readonly parseMs: number;
  /** The same over the objects alone, without managedFields. */
  readonly bareParseMs: number;
  /** CPU milliseconds from the bytes to the graph, parsing included. */
  readonly syncMs: number;
  /** The share of it from parsed objects to the graph. */
  readonly buildMs: number;
  /** The longest time for which the event loop was held: CPU of this thread, and on the clock, in milliseconds. */
  readonly stall: { readonly cpu: number; readonly wall: number };
  /** Bytes of heap that the model takes. */
  readonly heap: number;
}

const PAGE = 500;
/** What arrives from a socket at once. */
const CHUNK = 64 * 1024;
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
 * Objects go in as the bytes of lists, by pages and in slices as the source takes them; every page is also parsed for
 * comparison, once as it is and once as bare objects.
 */
export async function loadModel(
  size: ClusterSize,
  blueprints: Iterable<Blueprint> = syntheticCluster(size),
): Promise<LoadedModel> {
  const { graph, projection } = emptyModel();
  const redact = redaction();
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const turns = new Turns();
  let [bytes, parseMs, bareParseMs, syncMs, buildMs] = [0, 0, 0, 0, 0];
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const commit = () => {
    projection.settle();
    graph.commit();
  };
  for (const { kind, list, objects } of pagesOf(blueprints)) {
    bytes += list.length;
    parseMs += timed(() => JSON.parse(list.toString()));
    bareParseMs += timed(() => objects.map((text) => JSON.parse(text)));
    const page = new ListPage();
    turns.begin();
    for (let at = 0; at < list.length; at += CHUNK) {
      const texts = [...page.push(list.subarray(at, at + CHUNK))];
      const parsed = texts.map((text) => redact(kind, JSON.parse(text) as KubeObject));
      buildMs += timed(() => {
        for (const object of parsed) projection.upsert(kind.key, object);
      });
      if (!turns.over) continue;
      buildMs += timed(commit);
      turns.end();
      await turn();
      turns.begin();
    }
    buildMs += timed(commit);
    turns.end();
    syncMs += turns.take();
    await turn();
  }
  // Compression of kept objects goes on in the background.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  collectGarbage();
  const heap = process.memoryUsage().heapUsed - before;
  return { graph, projection, bytes, parseMs, bareParseMs, syncMs, buildMs, stall: turns.longest, heap };
}

function timed(work: () => void): number {
  const start = threadCpu();
  work();
  return threadCpu() - start;
}

interface Page {
  readonly kind: Kind;
  /** The list as it comes over the wire. */
  readonly list: Buffer;
  /** Its objects, without managedFields. */
  readonly objects: readonly string[];
}

function* pagesOf(blueprints: Iterable<Blueprint>): Generator<Page> {
  const kinds = new Map(watchedKinds.map((kind) => [kind.key, kind]));
  let kind = '';
  let [items, objects]: [string[], string[]] = [[], []];
  const page = (): Page => {
    const list = Buffer.from(`{"kind":"List","metadata":{"resourceVersion":"1"},"items":[${items}]}`);
    return { kind: kinds.get(kind)!, list, objects };
  };
  for (const blueprint of blueprints) {
    if (items.length > 0 && (items.length === PAGE || blueprint.kind !== kind)) {
      yield page();
      [items, objects] = [[], []];
    }
    kind = blueprint.kind;
    const object = blueprint.build();
    objects.push(JSON.stringify(object));
    items.push(JSON.stringify(withManagedFields(object)));
  }
  if (items.length > 0) yield page();
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

  /** Whether the turn has used up its slice. */
  get over(): boolean {
    return performance.now() - this.#wall > SLICE_MS;
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
