/** Whatever emits the objects of one cluster: an API server through reflectors, a recorded file, a fake in tests. */

import type { ApiResource } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';

/** What is listed and watched: one resource at the version that the server offers. */
export interface WatchTarget {
  /** The key of the kind. */
  readonly kind: string;
  readonly api: ApiResource;
  /** The version in use, one of `api.versions`. */
  readonly version: string;
}

/**
 * pending: not asked yet · listing: the first list (or one after an expired version) runs · live: listed and watched ·
 * forbidden: the server refuses (403) · absent: the server does not have the resource · failing: cannot be listed or
 * watched at the moment, and is tried again.
 */
export type SyncState = 'pending' | 'listing' | 'live' | 'forbidden' | 'absent' | 'failing';

export interface SyncStatus {
  readonly kind: string;
  /** Empty: all namespaces. */
  readonly namespace: string;
  readonly state: SyncState;
  /** Objects seen so far. */
  readonly objects: number;
  /** The resourceVersion that the stream has reached. */
  readonly resourceVersion?: string;
  /** What went wrong last, without secrets: HTTP status and the server's message. */
  readonly problem?: string;
  /** When the state was reached, in milliseconds since the epoch. */
  readonly since: number;
  /** How often it was listed from the start again. */
  readonly relists: number;
}

/** Where a source delivers. Calls of one kind and namespace scope come in order. */
export interface ObjectSink {
  /** An object as it is now; already without managedFields. The callee owns it. */
  upsert(kind: string, object: KubeObject): void;
  remove(kind: string, object: KubeObject): void;
  /** A list is complete: what the scope holds besides `uids` is gone. `namespace` is empty for all namespaces. */
  listed(kind: string, namespace: string, uids: ReadonlySet<string>): void;
  sync(status: SyncStatus): void;
}

export interface Source {
  /** The cluster's name, as the graph shows it. */
  readonly cluster: string;
  /** Runs until the signal aborts; never rejects for what a server does. */
  run(sink: ObjectSink, signal: AbortSignal): Promise<void>;
  /** One object, fresh; `undefined` where there is none. Rejects when the server cannot be asked. */
  get(kind: string, namespace: string, name: string): Promise<KubeObject | undefined>;
}
