/** A cluster in memory with the faults of a real one: the source for tests and benchmarks of everything behind it. */

import { type Clock, systemClock } from '../../base/clock.ts';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { type Project, projection } from './project.ts';
import type { ObjectSink, Source, SyncState } from './source.ts';

/** What is put: the object as a manifest has it; UID and version are given to it. */
export interface Manifest {
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly uid?: string };
  readonly [field: string]: unknown;
}

export interface FakeEvent {
  readonly type: 'upsert' | 'remove';
  readonly kind: string;
  readonly object: KubeObject;
}

export interface FakeSourceOptions {
  readonly cluster?: string;
  readonly kinds: readonly Kind[];
  readonly clock?: Pick<Clock, 'now'>;
}

interface Scope {
  readonly kind: Kind;
  readonly objects: Map<string, KubeObject>;
  state: SyncState;
  since: number;
  problem?: string;
  relists: number;
}

export class FakeSource implements Source {
  readonly cluster: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #project: Project = projection(Buffer.alloc(32));
  readonly #scopes: ReadonlyMap<string, Scope>;
  #sink: ObjectSink | undefined;
  /** What happened since the watch was cut. */
  #missed: FakeEvent[] | undefined;
  #version = 0;
  #uids = 0;

  constructor({ cluster = 'cluster', kinds, clock = systemClock }: FakeSourceOptions) {
    this.cluster = cluster;
    this.#clock = clock;
    const fresh = (kind: Kind): Scope => ({
      kind,
      objects: new Map(),
      state: 'pending',
      since: clock.now(),
      relists: 0,
    });
    this.#scopes = new Map(kinds.filter(({ api }) => api).map((kind) => [kind.key, fresh(kind)]));
  }

  /** Lists everything at once, then delivers each change while it is made. */
  async run(sink: ObjectSink, signal: AbortSignal): Promise<void> {
    this.#sink = sink;
    for (const scope of this.#scopes.values()) this.#report(scope);
    for (const scope of this.#scopes.values()) if (scope.state === 'pending') this.#list(scope);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    this.#sink = undefined;
  }

  async get(kind: string, namespace: string, name: string): Promise<KubeObject | undefined> {
    const scope = this.#scopes.get(kind);
    const object = scope?.objects.get(`${namespace}/${name}`);
    return scope && object && this.#projected(scope, object);
  }

  /** Creates the object, or changes the one of that name; another `uid` than before makes it a new object. */
  put(kind: string, manifest: Manifest): KubeObject {
    const { name, namespace = '', uid } = manifest.metadata;
    const { objects } = this.#scope(kind);
    const before = objects.get(`${namespace}/${name}`);
    if (before && uid !== undefined && uid !== before.metadata.uid) this.delete(kind, namespace, name);
    const metadata = {
      ...manifest.metadata,
      uid: uid ?? before?.metadata.uid ?? `${kind}-${++this.#uids}`,
      resourceVersion: String(++this.#version),
    };
    const object: KubeObject = { ...manifest, metadata };
    objects.set(`${namespace}/${name}`, object);
    this.#deliver({ type: 'upsert', kind, object });
    return object;
  }

  /** False when there is no such object. */
  delete(kind: string, namespace: string, name: string): boolean {
    const { objects } = this.#scope(kind);
    const object = objects.get(`${namespace}/${name}`);
    if (!object) return false;
    objects.delete(`${namespace}/${name}`);
    const metadata = { ...object.metadata, resourceVersion: String(++this.#version) };
    this.#deliver({ type: 'remove', kind, object: { ...object, metadata } });
    return true;
  }

  /** From now on changes are not delivered. */
  cut(): void {
    this.#missed ??= [];
  }

  /** Delivers what was missed, in the order and number that `arrange` makes of it: repeat, reorder, leave out. */
  mend(arrange: (events: readonly FakeEvent[]) => readonly FakeEvent[] = (events) => events): void {
    const missed = this.#missed ?? [];
    this.#missed = undefined;
    for (const event of arrange(missed)) this.#deliver(event);
  }

  /** Mends, but the versions have expired: everything is listed again, and what was missed is lost. */
  expire(): void {
    this.#missed = undefined;
    for (const scope of this.#scopes.values()) if (scope.state === 'live') this.#list(scope);
  }

  relist(kind: string): void {
    this.#list(this.#scope(kind));
  }

  /** The server refuses the kind from now on; what was delivered stays as it is. */
  forbid(kind: string): void {
    this.#become(this.#scope(kind), 'forbidden', '403 forbidden');
  }

  /** The server cannot serve the kind at the moment. */
  fail(kind: string, problem: string): void {
    this.#become(this.#scope(kind), 'failing', problem);
  }

  /** The server does not have the resource any more. */
  withdraw(kind: string): void {
    const scope = this.#scope(kind);
    scope.objects.clear();
    this.#sink?.listed(kind, '', new Set());
    this.#become(scope, 'absent', '404 not found');
  }

  /** Ends what `forbid`, `fail` and `withdraw` began. */
  allow(kind: string): void {
    this.#list(this.#scope(kind));
  }

  #scope(kind: string): Scope {
    const scope = this.#scopes.get(kind);
    if (!scope) throw new Error(`the fake source has no kind "${kind}"; it has ${[...this.#scopes.keys()].join(', ')}`);
    return scope;
  }

  #list(scope: Scope): void {
    if (scope.state !== 'pending') scope.relists++;
    if (!this.#sink) return;
    const { key } = scope.kind;
    this.#become(scope, 'listing');
    for (const object of scope.objects.values()) this.#sink.upsert(key, this.#projected(scope, object));
    this.#sink.listed(key, '', new Set([...scope.objects.values()].map(({ metadata }) => metadata.uid)));
    this.#become(scope, 'live');
  }

  #deliver(event: FakeEvent): void {
    const scope = this.#scope(event.kind);
    if (!this.#sink || scope.state !== 'live') return;
    if (this.#missed) this.#missed.push(event);
    else this.#sink[event.type](event.kind, this.#projected(scope, event.object));
  }

  /** Each delivery is a copy: the sink owns what it gets. */
  #projected({ kind }: Scope, object: KubeObject): KubeObject {
    return this.#project(kind, structuredClone(object));
  }

  #become(scope: Scope, state: SyncState, problem?: string): void {
    if (state !== scope.state) scope.since = this.#clock.now();
    scope.state = state;
    scope.problem = problem;
    this.#report(scope);
  }

  #report({ kind, state, objects, since, problem, relists }: Scope): void {
    const resourceVersion = state === 'live' ? String(this.#version) : undefined;
    const status = {
      kind: kind.key,
      namespace: '',
      state,
      objects: objects.size,
      resourceVersion,
      problem,
      since,
      relists,
    };
    this.#sink?.sync(status);
  }
}
