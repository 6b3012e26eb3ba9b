/** Takes a kind namespace by namespace where it may not be read as a whole. */

import { linkedAbort } from '../../base/linked-abort.ts';
import { unlessAborted } from '../../base/unless-aborted.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { ObjectSink } from './source.ts';

export interface ScopesOptions {
  /** Fixed namespaces; where empty, those that the server lists. */
  readonly configured: readonly string[];
  /** The context's own namespace, for those who may not even list namespaces. */
  readonly home?: string;
  /** The key of the kind whose objects are the namespaces. */
  readonly namespaceKind?: string;
  /** No more than so many are watched one by one. */
  readonly limit: number;
}

type Listener = () => void;

export class Scopes {
  readonly #o: ScopesOptions;
  readonly #listed = new Set<string>();
  readonly #byUid = new Map<string, string>();
  readonly #listeners = new Set<Listener>();
  readonly #settled = Promise.withResolvers<void>();

  constructor(options: ScopesOptions) {
    this.#o = options;
    if (options.configured.length > 0 || options.namespaceKind === undefined) this.#settled.resolve();
  }

  /** The namespaces to take one by one, as far as they are known. */
  get names(): readonly string[] {
    const { configured, home, limit } = this.#o;
    if (configured.length > 0) return configured;
    if (this.#listed.size > 0) return [...this.#listed].slice(0, limit);
    return home ? [home] : [];
  }

  /** Resolves when the namespaces were listed, or cannot be, or when the signal aborts. */
  async settled(signal: AbortSignal): Promise<void> {
    await unlessAborted(this.#settled.promise, signal).catch(() => {});
  }

  /** Looks at what passes on its way to the sink, and changes nothing. */
  tap(sink: ObjectSink): ObjectSink {
    const mine = (kind: string): boolean => kind === this.#o.namespaceKind;
    return {
      upsert: (kind, object) => {
        if (mine(kind)) this.#add(object);
        sink.upsert(kind, object);
      },
      remove: (kind, object) => {
        if (mine(kind)) this.#drop(object.metadata.uid);
        sink.remove(kind, object);
      },
      listed: (kind, namespace, uids) => {
        if (mine(kind)) for (const uid of this.#byUid.keys()) if (!uids.has(uid)) this.#drop(uid);
        sink.listed(kind, namespace, uids);
      },
      sync: (status) => {
        if (mine(status.kind) && status.state !== 'pending' && status.state !== 'listing') this.#settled.resolve();
        sink.sync(status);
      },
    };
  }

  /** Runs `start` for each namespace that there is or will be, and aborts it when the namespace goes. */
  async each(signal: AbortSignal, start: (namespace: string, signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = new Map<string, { readonly stop: () => void; readonly done: Promise<void> }>();
    const failed = Promise.withResolvers<never>();
    const update = (): void => {
      const names = new Set(this.names);
      for (const [name, { stop }] of running) {
        if (names.has(name)) continue;
        running.delete(name);
        stop();
      }
      for (const name of names) {
        if (running.has(name)) continue;
        const link = linkedAbort(signal);
        const done = start(name, link.signal).finally(link.unlink);
        done.catch(failed.reject);
        running.set(name, { stop: link.abort, done });
      }
    };
    this.#listeners.add(update);
    update();
    try {
      await unlessAborted(failed.promise, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      await Promise.all([...running.values()].map(({ done }) => done));
    } finally {
      this.#listeners.delete(update);
    }
  }

  #add({ metadata }: KubeObject): void {
    if (this.#byUid.get(metadata.uid) === metadata.name) return;
    this.#byUid.set(metadata.uid, metadata.name);
    this.#listed.add(metadata.name);
    for (const listener of this.#listeners) listener();
  }

  #drop(uid: string): void {
    const name = this.#byUid.get(uid);
    if (name === undefined) return;
    this.#byUid.delete(uid);
    this.#listed.delete(name);
    for (const listener of this.#listeners) listener();
  }
}
