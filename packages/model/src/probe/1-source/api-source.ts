/** A cluster as a source: one reflector for each kind, and for each namespace where a kind may not be read as a whole. */

import { Breather } from '../../base/breather.ts';
import { type Clock, systemClock } from '../../base/clock.ts';
import { Gate } from '../../base/gate.ts';
import { linkedAbort } from '../../base/linked-abort.ts';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { resourcePath, typeMeta } from './api-path.ts';
import type { ApiServer } from './api-server.ts';
import { slowly } from './backoff.ts';
import { projection } from './project.ts';
import { Reflector, type ReflectorOptions, type ReflectorSetting } from './reflector.ts';
import { Refusal } from './refusal.ts';
import { Scopes } from './scopes.ts';
import type { ObjectSink, Source } from './source.ts';
import { SyncReport } from './sync-report.ts';
import { Targets } from './targets.ts';

export interface FetchLimits {
  /** Objects in one page of a list. */
  readonly pageSize?: number;
  /** Pages in flight over all lists. */
  readonly pagesAtOnce?: number;
  /** Namespaces that are watched one by one where the whole is forbidden. */
  readonly namespaces?: number;
  /** How long a server may take to begin its answer, and to go on with it. */
  readonly timeoutMs?: number;
}

export interface ApiSourceOptions {
  readonly cluster: string;
  readonly server: ApiServer;
  readonly kinds: readonly Kind[];
  /** Where a kind may not be listed in all namespaces, it is listed in these; else in all that the server names. */
  readonly namespaces?: readonly string[];
  /** The namespace of the context: the last resort. */
  readonly home?: string;
  readonly limits?: FetchLimits;
  readonly clock?: Clock;
  /** Uniform in [0, 1): spreads retries and watches in time. */
  readonly random?: () => number;
  /** Keys the hashes of redacted values; without one they differ from process to process. */
  readonly hashKey?: Buffer;
}

export class ApiSource implements Source {
  readonly cluster: string;
  readonly #o: ApiSourceOptions;
  readonly #kinds: readonly Kind[];
  readonly #setting: ReflectorSetting;
  readonly #targets: Targets;

  constructor(options: ApiSourceOptions) {
    const { cluster, server, kinds, limits = {}, clock = systemClock, random = Math.random, hashKey } = options;
    this.cluster = cluster;
    this.#o = options;
    // Cluster-wide kinds are few objects that much else refers to; in turn with them the pages of the large ones.
    const listed = kinds.filter(({ api }) => api);
    this.#kinds = [...listed].sort((a, b) => Number(a.api!.namespaced) - Number(b.api!.namespaced));
    this.#targets = new Targets(server, listed, clock);
    this.#setting = {
      server,
      project: projection(hashKey),
      gate: new Gate(limits.pagesAtOnce ?? 4),
      breather: new Breather(),
      clock,
      random,
      pageSize: limits.pageSize ?? 500,
    };
  }

  async run(sink: ObjectSink, signal: AbortSignal): Promise<void> {
    const { namespaces = [], home, limits = {} } = this.#o;
    const isNamespaces = ({ api }: Kind): boolean => api?.group === '' && api.plural === 'namespaces';
    const scopes = new Scopes({
      configured: namespaces,
      home,
      namespaceKind: this.#kinds.find(isNamespaces)?.key,
      limit: limits.namespaces ?? 100,
    });
    const tapped = scopes.tap(sink);
    const link = linkedAbort(signal);
    const runs = this.#kinds.map((kind) => this.#follow(kind, tapped, scopes, link.signal));
    try {
      await Promise.all(runs);
    } finally {
      // Only a fault of our own ends one of them early: it ends them all.
      link.abort();
      await Promise.allSettled(runs);
      link.unlink();
      await this.#o.server.close();
    }
  }

  async get(kindKey: string, namespace: string, name: string): Promise<KubeObject | undefined> {
    const kind = this.#kinds.find(({ key }) => key === kindKey);
    const target = kind && (await this.#targets.of(kind, new AbortController().signal));
    if (!target) return undefined;
    try {
      const object = (await this.#o.server.json(resourcePath(target, namespace, name))) as KubeObject;
      return this.#setting.project(kind, { ...typeMeta(target), ...object });
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) return undefined;
      throw error;
    }
  }

  /** As a whole where that is allowed, else namespace by namespace until it is; until the signal aborts. */
  async #follow(kind: Kind, sink: ObjectSink, scopes: Scopes, signal: AbortSignal): Promise<void> {
    const target = () => this.#targets.of(kind, signal);
    const options = { ...this.#setting, kind, sink, target };
    while (!signal.aborted) {
      let parts: Promise<void> | undefined;
      const giveWay = async (): Promise<boolean> => {
        if (!kind.api?.namespaced) return false;
        await scopes.settled(signal);
        if (signal.aborted || scopes.names.length === 0) return false;
        parts = this.#byNamespace(options, scopes, signal);
        // Awaited below, when the whole has reported that it gave way.
        parts.catch(() => {});
        return true;
      };
      await new Reflector({ ...options, namespace: '', giveWay }).run(signal);
      await parts;
    }
  }

  /** Resolves when the whole may be read after all. */
  async #byNamespace(options: Omit<ReflectorOptions, 'namespace'>, scopes: Scopes, signal: AbortSignal): Promise<void> {
    const { kind, sink } = options;
    const link = linkedAbort(signal);
    const parts = scopes.each(link.signal, async (namespace, own) => {
      await new Reflector({ ...options, namespace }).run(own);
      if (signal.aborted) return;
      if (!link.signal.aborted) sink.listed(kind.key, namespace, new Set());
      sink.sync(new SyncReport(kind.key, namespace, this.#setting.clock).become('absent').status());
    });
    try {
      await Promise.race([parts, this.#untilAllowed(options, link.signal)]);
    } finally {
      link.abort();
      link.unlink();
      await parts;
    }
  }

  async #untilAllowed({ target, server, clock, random }: Omit<ReflectorOptions, 'namespace'>, signal: AbortSignal) {
    for (;;) {
      await clock.sleep(slowly(10, random), signal);
      try {
        const found = await target();
        if (found) await server.json(resourcePath(found, ''), { signal }, { limit: 1 });
        if (found || signal.aborted) return;
      } catch {
        // Still forbidden, or the server is away.
        if (signal.aborted) return;
      }
    }
  }
}
