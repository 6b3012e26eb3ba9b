/** The probe: one or more clusters, each from its source through its projection, into one graph. */

import { Waiting } from '../base/waiting.ts';
import type { Graph } from '../graph/graph.ts';
import type { Kind } from '../kinds/define.ts';
import type { KubeObject } from '../kinds/object.ts';
import { watchedKinds } from '../kinds/registry.ts';
import type { Source, SyncStatus } from './1-source/source.ts';
import { Projection } from './projection.ts';

export interface ProbeOptions {
  readonly graph: Graph;
  readonly sources: readonly Source[];
  /** Default: all that the registry has. */
  readonly kinds?: readonly Kind[];
  /** How many objects of a cluster are kept at hand; others are asked for when somebody wants to see them. */
  readonly keepObjects?: number;
}

export interface ClusterStatus {
  readonly cluster: string;
  /** Every kind was listed once, or is known to be forbidden or absent. */
  readonly ready: boolean;
  readonly kinds: readonly SyncStatus[];
}

export interface Probe {
  /** Runs all sources until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
  /**
   * Watches further kinds of a cluster: the source brings their objects until the signal aborts. Readiness is not
   * affected. An unknown cluster is an error.
   */
  follow(source: Source, kinds: readonly Kind[], signal: AbortSignal): Promise<void>;
  readonly clusters: readonly ClusterStatus[];
  readonly ready: boolean;
  /** Resolves when all clusters are ready, or the signal aborts. */
  whenReady(signal?: AbortSignal): Promise<void>;
  /**
   * The object behind a node, without managed fields and secret values; `undefined` for nodes without one. Rejects when
   * it is not at hand and its cluster cannot be asked.
   */
  extra(nodeId: string): Promise<KubeObject | undefined>;
}

export function createProbe(options: ProbeOptions): Probe {
  return new GraphProbe(options);
}

class GraphProbe implements Probe {
  readonly #graph: Graph;
  readonly #sources: readonly Source[];
  readonly #projections: readonly Projection[];
  readonly #watched: readonly string[];
  /** The sources of kinds that were followed later. */
  readonly #further = new Map<string, Source>();
  readonly #waiting = new Waiting();
  #scheduled = false;

  constructor({ graph, sources, kinds = watchedKinds, keepObjects }: ProbeOptions) {
    const names = sources.map(({ cluster }) => cluster);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw new Error(`two clusters are called ${twice}`);
    this.#graph = graph;
    this.#sources = sources;
    this.#watched = kinds.filter(({ api }) => api !== undefined).map(({ key }) => key);
    const schedule = () => this.#schedule();
    this.#projections = sources.map(
      ({ cluster }) =>
        new Projection({ graph, cluster, kinds, changed: schedule, ...(keepObjects && { keepObjects }) }),
    );
  }

  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.#sources.map((source, i) => source.run(this.#projections[i]!, signal)));
    this.#commit();
  }

  async follow(source: Source, kinds: readonly Kind[], signal: AbortSignal): Promise<void> {
    const projection = this.#projections.find(({ cluster }) => cluster === source.cluster);
    if (projection === undefined) throw new Error(`there is no cluster ${source.cluster}`);
    for (const kind of kinds) {
      projection.learn(kind);
      this.#further.set(`${source.cluster}\n${kind.key}`, source);
    }
    await source.run(projection, signal);
  }

  get clusters(): readonly ClusterStatus[] {
    return this.#projections.map((projection) => ({
      cluster: projection.cluster,
      ready: this.#isReady(projection),
      kinds: projection.syncStatus,
    }));
  }

  get ready(): boolean {
    return this.#projections.every((projection) => this.#isReady(projection));
  }

  whenReady(signal?: AbortSignal): Promise<void> {
    if (this.ready || signal?.aborted) return Promise.resolve();
    return this.#waiting.next(signal);
  }

  async extra(nodeId: string): Promise<KubeObject | undefined> {
    for (const [i, projection] of this.#projections.entries()) {
      const place = projection.place(nodeId);
      if (place === undefined) continue;
      const source = this.#further.get(`${projection.cluster}\n${place.kind}`) ?? this.#sources[i]!;
      return projection.object(nodeId) ?? (await source.get(place.kind, place.namespace, place.name));
    }
    return undefined;
  }

  /** What one burst of events brought becomes one delta, before anybody else runs. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#commit());
  }

  #commit(): void {
    this.#scheduled = false;
    for (const projection of this.#projections) projection.settle();
    this.#graph.commit();
    if (!this.#waiting.idle && this.ready) this.#waiting.wake();
  }

  #isReady({ settled }: Projection): boolean {
    return this.#watched.every((kind) => settled.has(kind));
  }
}
