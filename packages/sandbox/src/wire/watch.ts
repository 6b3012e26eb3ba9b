/**
 * Watches: a cursor in the resource's log and a socket. Events are read from the log when the socket takes them, so a
 * slow reader holds nothing in memory; one that falls behind the log is told that its version is too old.
 */

import type { Clock } from '../base/clock.ts';
import type { KubeObject } from '../base/object.ts';
import { invalidOptions, type Problem, tooOld } from '../base/problem.ts';
import type { Served } from '../registry/registry.ts';
import { apiVersionOf, keyOf } from '../registry/resource.ts';
import type { EventLog, LogEvent } from '../storage/event-log.ts';
import { snapshotAt } from '../storage/snapshot.ts';
import type { Store } from '../storage/store.ts';
import { tooLarge } from './list.ts';
import { type Form, formOf, type Representer } from './represent.ts';
import { flag, numberIn, type Request } from './request.ts';
import type { Selection } from './selection.ts';
import { includedIn, table } from './table.ts';

export interface WatchContext {
  readonly store: Store;
  readonly representer: Representer;
  readonly clock: Clock;
  readonly bookmarkEvery: number;
  /** How an expired version is told: within the stream, as the real server does, or as the answer itself. */
  readonly expiredAs: () => 'stream' | 'http';
  /** True when the next event shall break off in the middle. */
  readonly breakEvent: () => boolean;
  /** Delays what is written, in milliseconds. */
  readonly delay: () => number;
}

const endOfInitialEvents = 'k8s.io/initial-events-end';

export class Watch {
  readonly resource: string;
  readonly #context: WatchContext;
  readonly #request: Request;
  readonly #served: Served;
  readonly #selection: Selection;
  readonly #log: EventLog;
  readonly #form: Form;
  readonly #bookmarks: boolean;
  /** What takes each alarm back. */
  readonly #timers: { wake?: () => void; timeOut?: () => void; beat?: () => void } = {};
  /** Objects of the initial state that are still to be sent. */
  #initial: Iterator<KubeObject> | undefined;
  #announceEnd = false;
  #position = 0;
  /** Nothing up to here is sent. */
  #revision: number;
  #header = true;
  #blocked = false;
  #scheduled = false;
  #ended = false;

  /** Throws for parameters that make no sense; otherwise the stream is open when it returns. */
  constructor(context: WatchContext, request: Request, served: Served, selection: Selection) {
    this.#context = context;
    this.#request = request;
    this.#served = served;
    this.#selection = selection;
    this.resource = keyOf(served.resource);
    this.#log = context.store.shelf(this.resource).log;
    this.#form = formOf(request.incoming.headers.accept);
    this.#bookmarks = flag(request.query, 'allowWatchBookmarks');
    this.#revision = context.store.revision;
    const expired = this.#begin();
    this.#open();
    if (expired) this.#fail(expired);
    else this.wake();
  }

  /** Something was committed to the resource. */
  wake(): void {
    if (this.#scheduled || this.#ended) return;
    this.#scheduled = true;
    const run = () => {
      this.#scheduled = false;
      this.#pump();
    };
    const delay = this.#context.delay();
    if (delay > 0) this.#timers.wake = this.#context.clock.after(delay, run);
    else setImmediate(run);
  }

  end(): void {
    if (this.#ended) return;
    this.#stop();
    this.#request.response.end();
  }

  #stop(): void {
    this.#ended = true;
    for (const cancel of Object.values(this.#timers)) cancel();
  }

  /** Decides where the stream starts; a version that is too old is handed back. */
  #begin(): Problem | undefined {
    const { query } = this.#request;
    const { store } = this.#context;
    const asked = numberIn(query, 'resourceVersion');
    const initial = query.get('sendInitialEvents');
    if (initial !== null && query.get('resourceVersionMatch') !== 'NotOlderThan') {
      throw invalidOptions(
        'ListOptions',
        'resourceVersionMatch',
        'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      );
    }
    if (initial === null && query.has('resourceVersionMatch')) {
      throw invalidOptions(
        'ListOptions',
        'resourceVersionMatch',
        'Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      );
    }
    if (asked !== undefined && asked > store.revision + 1_000_000) throw tooLarge(asked, store.revision);
    if (initial === 'true' || (!asked && initial === null)) {
      const { keys, get } = snapshotAt(store, this.resource, store.revision, this.#selection.namespace);
      const objects = keys.map(get).filter((object) => object !== undefined);
      this.#initial = objects.filter((object) => this.#selection.includes(object)).values();
      this.#announceEnd = initial === 'true' && this.#bookmarks;
    } else if (asked) {
      if (asked < this.#log.floor) {
        const problem = tooOld(asked, this.#log.floor);
        if (this.#context.expiredAs() === 'http') throw problem;
        return problem;
      }
      this.#revision = asked;
    }
    this.#position = this.#log.after(this.#revision);
    return undefined;
  }

  #open(): void {
    const { response, query } = this.#request;
    const { clock, bookmarkEvery } = this.#context;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    response.flushHeaders();
    response.on('drain', () => {
      this.#blocked = false;
      this.wake();
    });
    response.on('close', () => this.end());
    response.on('error', () => this.end());
    const seconds = numberIn(query, 'timeoutSeconds') || 1800 + Math.floor(Math.random() * 1800);
    this.#timers.timeOut = clock.after(seconds * 1000, () => this.#timeOut());
    const beat = () => {
      if (this.#ended) return;
      this.#bookmark();
      this.#timers.beat = clock.after(bookmarkEvery, beat);
    };
    if (this.#bookmarks) this.#timers.beat = clock.after(bookmarkEvery, beat);
  }

  #timeOut(): void {
    this.#pump();
    if (!this.#ended) this.#bookmark();
    this.end();
  }

  /** Tells how far the stream has come, when everything up to there is sent. */
  #bookmark(): void {
    if (!this.#bookmarks || this.#blocked || this.#initial || this.#position < this.#log.end) return;
    this.#revision = Math.max(this.#revision, this.#context.store.revision);
    this.#mark();
  }

  #pump(): void {
    while (!this.#ended && !this.#blocked && this.#initial) {
      const { value, done } = this.#initial.next();
      if (!done) this.#send('ADDED', value);
      else this.#finishInitial();
    }
    while (!this.#ended && !this.#blocked && this.#position < this.#log.end) {
      const event = this.#log.get(this.#position);
      if (!event) {
        this.#fail(tooOld(this.#revision, this.#log.floor));
        return;
      }
      this.#position += 1;
      if (event.revision > this.#revision) {
        this.#revision = event.revision;
        this.#forward(event);
      }
    }
  }

  #finishInitial(): void {
    this.#initial = undefined;
    if (this.#announceEnd) this.#mark({ [endOfInitialEvents]: 'true' });
  }

  #mark(annotations?: Record<string, string>): void {
    const { resource, version } = this.#served;
    const metadata = {
      resourceVersion: String(this.#revision),
      creationTimestamp: null,
      ...(annotations && { annotations }),
    };
    const object = { kind: resource.kind, apiVersion: apiVersionOf(resource, version), metadata };
    this.#write('BOOKMARK', JSON.stringify(this.#form === 'table' ? this.#table([], metadata) : object));
  }

  /** An object that enters or leaves the selection is added or deleted for this reader. */
  #forward({ type, object, previous, revision }: LogEvent): void {
    const { namespace, includes } = this.#selection;
    if (namespace !== undefined && object.metadata.namespace !== namespace) return;
    const was = previous !== undefined && includes(previous);
    const is = type !== 'DELETED' && includes(object);
    if (is) this.#send(was ? 'MODIFIED' : 'ADDED', object);
    else if (was && type === 'DELETED') this.#send('DELETED', object);
    else if (was) {
      const metadata = { ...previous.metadata, resourceVersion: String(revision) };
      this.#send('DELETED', { ...previous, metadata });
    }
  }

  #send(type: string, object: KubeObject): void {
    const { representer } = this.#context;
    if (this.#form === 'table')
      this.#write(type, JSON.stringify(this.#table([object], { resourceVersion: object.metadata.resourceVersion })));
    else if (this.#form === 'metadata') this.#write(type, JSON.stringify(representer.partial(object)));
    else this.#write(type, representer.text(this.#served, object));
  }

  #table(objects: KubeObject[], metadata: object): object {
    const header = this.#header;
    this.#header = false;
    return table(this.#served.resource, objects, {
      now: this.#context.clock.now(),
      included: includedIn(this.#request.query),
      header,
      metadata,
      convert: (object) => this.#context.representer.convert(this.#served, object),
    });
  }

  #fail(problem: Problem): void {
    this.#write('ERROR', JSON.stringify(problem.status()));
    this.end();
  }

  #write(type: string, object: string): void {
    const { response } = this.#request;
    const line = `{"type":"${type}","object":${object}}\n`;
    if (this.#context.breakEvent()) {
      this.#stop();
      response.write(line.slice(0, line.length >> 1), () => response.destroy());
      return;
    }
    if (!response.write(line)) this.#blocked = true;
  }
}
