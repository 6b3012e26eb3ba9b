/** Keeps one resource listed and watched for ever, whatever the server does, and says at any time how that goes. */

import type { Breather } from '../../base/breather.ts';
import type { Clock } from '../../base/clock.ts';
import type { Gate } from '../../base/gate.ts';
import type { Kind } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { resourcePath, typeMeta } from './api-path.ts';
import type { ApiServer } from './api-server.ts';
import { Backoff, slowly } from './backoff.ts';
import { Delivery } from './delivery.ts';
import { ListProgress, list } from './list.ts';
import type { Project } from './project.ts';
import { malformed, Refusal } from './refusal.ts';
import { compareVersions } from './resource-version.ts';
import type { ObjectSink, SyncState, WatchTarget } from './source.ts';
import { SyncReport } from './sync-report.ts';
import { type WatchEvent, watch } from './watch.ts';

/** What all reflectors of a cluster share. */
export interface ReflectorSetting {
  readonly server: ApiServer;
  readonly project: Project;
  readonly gate: Gate;
  readonly breather: Breather;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly pageSize: number;
}

export interface ReflectorOptions extends ReflectorSetting {
  readonly kind: Kind;
  /** Empty: all namespaces. */
  readonly namespace: string;
  readonly sink: ObjectSink;
  /** Which version the server offers; `undefined` when it does not have the resource. Rejects when it cannot be asked. */
  readonly target: () => Promise<WatchTarget | undefined>;
  /** Asked when the server forbids the resource: true when others take over, which ends the reflector. */
  readonly giveWay?: () => Promise<boolean>;
}

/** Bookmarks come about once a minute: where they do, a silence this long is a dead connection. */
const SILENCE_WITH_BOOKMARKS = 150_000;

/** A watch that ends sooner without an event is not worth repeating at once. */
const SHORT_WATCH = 1000;

/** So many watches of one version that break on what they carry, not on the connection, make a new list. */
const STUCK = 3;

/** `RBAC: …` at the end of a refusal says that a role which a binding names could not be found. */
const DENIALS_WHILE_ROLES_ARE_MISSING = 8;

export class Reflector {
  readonly #o: ReflectorOptions;
  readonly #backoff: Backoff;
  readonly #delivery: Delivery;
  readonly #report: SyncReport;
  #signal = new AbortController().signal;
  #target: WatchTarget | undefined;
  #progress: ListProgress | undefined;
  /** The version that the stream has reached; without one, a list comes first. */
  #version: string | undefined;
  #lists = 0;
  /** The current watch was accepted, and since when. */
  #openSince: number | undefined;
  #bookmarks = false;
  /** The connection was lost: the server behind it may be another, or restored from a backup. */
  #doubt = false;
  #stuck = 0;
  #telling = false;
  /** Answers 403 and 404 since the last success. */
  #denials = 0;

  constructor(options: ReflectorOptions) {
    this.#o = options;
    this.#backoff = new Backoff({ random: options.random });
    this.#delivery = new Delivery(options);
    this.#report = new SyncReport(options.kind.key, options.namespace, options.clock);
  }

  /** Runs until the signal aborts or others take over; rejects only for faults of our own. */
  async run(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    this.#tell();
    while (!signal.aborted) {
      try {
        await this.#round();
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof Refusal)) throw error;
        if (await this.#recover(error)) return;
      }
    }
  }

  async #round(): Promise<void> {
    this.#target ??= await this.#o.target();
    if (!this.#target) throw new Refusal({ status: 404, message: 'the server does not have the resource' });
    if (this.#version === undefined) await this.#list(this.#target);
    else if (this.#doubt) await this.#checkVersion(this.#target);
    await this.#watch(this.#target);
  }

  async #list(target: WatchTarget): Promise<void> {
    if (this.#report.state === 'pending' || this.#report.state === 'live') this.#become('listing');
    if (!this.#progress) {
      this.#progress = new ListProgress();
      this.#lists++;
    }
    const progress = this.#progress;
    const meta = typeMeta(target);
    await list(progress, {
      server: this.#o.server,
      path: resourcePath(target, this.#o.namespace),
      pageSize: this.#o.pageSize,
      keepManaged: this.#o.kind.readsManagedFields ?? false,
      signal: this.#signal,
      gate: this.#o.gate,
      breather: this.#o.breather,
      onItem: (text) => this.#delivery.upsert({ ...meta, ...parseItem(text) }),
      onPage: () => this.#become('listing'),
    });
    this.#delivery.listed(progress.uids);
    this.#version = progress.resourceVersion ?? '0';
    this.#progress = undefined;
    this.#doubt = false;
    this.#denials = 0;
    this.#become('live');
  }

  async #watch(target: WatchTarget): Promise<void> {
    const { server, breather, clock, random } = this.#o;
    const timeoutSeconds = Math.round(300 + random() * 300);
    let heard = false;
    this.#openSince = undefined;
    await watch({
      server,
      path: resourcePath(target, this.#o.namespace),
      resourceVersion: this.#version!,
      timeoutSeconds,
      idleMs: this.#bookmarks ? SILENCE_WITH_BOOKMARKS : (timeoutSeconds + 30) * 1000,
      signal: this.#signal,
      breather,
      onOpen: () => {
        this.#openSince = clock.now();
        this.#denials = 0;
        if (this.#report.state !== 'live') this.#become('live');
      },
      onEvent: (event) => {
        this.#take(event);
        heard = true;
        this.#stuck = 0;
        this.#backoff.reset();
      },
    });
    if (heard || this.#signal.aborted) return;
    // Not even a bookmark: either the server sends none, or its versions are behind ours.
    const lasted = clock.now() - (this.#openSince ?? 0);
    if (lasted >= SHORT_WATCH) this.#backoff.reset();
    else await this.#wait(this.#backoff.next());
    this.#doubt = true;
  }

  #take({ type, object }: WatchEvent): void {
    const { uid, resourceVersion } = object.metadata;
    const order = compareVersions(resourceVersion, this.#version) ?? 1;
    // A deletion is final whenever it comes; anything else out of order may hide what was missed.
    if (order < 0 && type !== 'DELETED') throw outOfOrder(resourceVersion, this.#version);
    if (type === 'BOOKMARK') this.#bookmarks = true;
    else if (type === 'DELETED') this.#delivery.remove(object);
    else if (order !== 0 || !uid || !this.#delivery.has(object.metadata)) this.#delivery.upsert(object);
    if (order > 0 && resourceVersion) this.#version = resourceVersion;
    this.#tellSoon();
  }

  /** Once for a burst of events: the count and the version that it reached. */
  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      this.#tell();
    });
  }

  /** After a restore from a backup versions are lower than before, and a watch would wait in silence for ever. */
  async #checkVersion(target: WatchTarget): Promise<void> {
    const path = resourcePath(target, this.#o.namespace);
    const first = await this.#o.server.json(path, { signal: this.#signal }, { limit: 1 });
    const now = (first as { metadata?: { resourceVersion?: string } }).metadata?.resourceVersion;
    if ((compareVersions(now, this.#version) ?? 0) < 0) throw outOfOrder(now, this.#version);
    this.#doubt = false;
  }

  /** Decides what a refusal means and waits accordingly; true when the reflector's work is done by others now. */
  async #recover(refusal: Refusal): Promise<boolean> {
    const streaming = this.#openSince !== undefined;
    this.#openSince = undefined;
    if (refusal.expired) {
      await this.#relist(refusal);
    } else if (refusal.status === 403) {
      if (!this.#isDoubtful(refusal)) return this.#goForbidden(refusal);
      await this.#retry(refusal);
    } else if (refusal.status === 404) {
      this.#target = undefined;
      await (this.#isDoubtful(refusal) ? this.#retry(refusal) : this.#goMissing(refusal));
    } else if (this.#isStuck(refusal, streaming)) {
      await this.#relist(refusal);
    } else {
      this.#doubt = true;
      // A stream that breaks is everyday; only when it cannot be had again is there something to tell.
      if (streaming) await this.#wait(this.#backoff.next(refusal.retryAfterMs));
      else await this.#retry(refusal);
    }
    return false;
  }

  #retry(refusal: Refusal): Promise<void> {
    this.#become('failing', refusal.message);
    return this.#wait(this.#backoff.next(refusal.retryAfterMs));
  }

  /** A right that was there may be there again: a server that starts refuses until it has read its roles. */
  #isDoubtful({ message }: Refusal): boolean {
    if (this.#version === undefined) return false;
    return this.#denials++ < (message.includes('RBAC: ') ? DENIALS_WHILE_ROLES_ARE_MISSING : 1);
  }

  /** What is known stays: a right that is taken away takes away the news. */
  async #goForbidden(refusal: Refusal): Promise<boolean> {
    const { giveWay, random, namespace } = this.#o;
    const over = (await giveWay?.()) ?? false;
    this.#become('forbidden', refusal.message);
    if (!over) await this.#wait(slowly(namespace ? 10 : 3, random));
    return over;
  }

  /** The first time at once; when no event came since the last, the server is not to be pestered with lists. */
  async #relist(refusal: Refusal): Promise<void> {
    this.#version = undefined;
    this.#progress = undefined;
    this.#stuck = 0;
    const again = this.#backoff.attempts > 0;
    const pause = this.#backoff.next(refusal.retryAfterMs);
    this.#become('listing', refusal.message);
    if (again || refusal.retryAfterMs) await this.#wait(pause);
  }

  async #goMissing(refusal: Refusal): Promise<void> {
    this.#version = undefined;
    this.#progress = undefined;
    if (this.#delivery.size > 0) this.#delivery.listed(new Set());
    this.#become('absent', refusal.message);
    return this.#wait(slowly(1.5, this.#o.random));
  }

  /** Nonsense, an error event or an unacceptable version: repeating the same watch would bring the same again. */
  #isStuck(refusal: Refusal, streaming: boolean): boolean {
    if (this.#version === undefined) return false;
    if (refusal.status === 400) return true;
    const carried = streaming && (refusal.status !== 0 || refusal.reason === 'Malformed');
    return carried && ++this.#stuck >= STUCK;
  }

  #wait(ms: number): Promise<void> {
    return this.#o.clock.sleep(ms, this.#signal);
  }

  #become(state: SyncState, problem?: string): void {
    this.#report.become(state, problem);
    this.#tell();
  }

  #tell(): void {
    if (this.#signal.aborted) return;
    this.#o.sink.sync(
      this.#report.status({
        objects: this.#delivery.size,
        resourceVersion: this.#version ?? this.#progress?.resourceVersion,
        relists: Math.max(0, this.#lists - 1),
      }),
    );
  }
}

function parseItem(text: string): KubeObject {
  try {
    return JSON.parse(text) as KubeObject;
  } catch {
    throw malformed('an object of the list is not JSON');
  }
}

function outOfOrder(version: string | undefined, reached: string | undefined): Refusal {
  const message = `the server went back from version ${reached} to ${version}`;
  return new Refusal({ status: 410, reason: 'Expired', message });
}
