/** The cluster as controllers see it: typed reads, and writes that go the same way as those over HTTP. */

import { equal, type Tree } from '../base/json.ts';
import type { KubeObject, NewObject } from '../base/object.ts';
import { Problem } from '../base/problem.ts';
import type { Core } from '../write/core.ts';
import { create } from '../write/create.ts';
import { type DeleteOptions, releaseFinalizer, remove } from '../write/remove.ts';
import { update } from '../write/update.ts';
import { EventRecorder } from './events.ts';

/** An API type as it is stored: with its metadata filled in. */
export type Stored<T> = Omit<T, 'metadata' | 'apiVersion' | 'kind'> & KubeObject;

export class Cluster {
  readonly core: Core;
  readonly #events: EventRecorder;

  constructor(core: Core) {
    this.core = core;
    this.#events = new EventRecorder(core);
  }

  now(): number {
    return this.core.now();
  }

  get<T = KubeObject>(resource: string, namespace: string, name: string): Stored<T> | undefined {
    return this.core.get(resource, namespace, name) as Stored<T> | undefined;
  }

  /** A copy of the list: writing while reading it is fine. */
  list<T = KubeObject>(resource: string, namespace?: string): Stored<T>[] {
    return [...this.core.list(resource, namespace)] as Stored<T>[];
  }

  /** What an object controls, of one resource. */
  controlled<T = KubeObject>(owner: KubeObject, resource: string): Stored<T>[] {
    const { uid } = owner.metadata;
    return this.core.store
      .dependents(uid)
      .filter((one) => one.resource === resource)
      .filter(({ object }) => object.metadata.ownerReferences?.some((one) => one.controller && one.uid === uid))
      .map(({ object }) => object as Stored<T>);
  }

  /** Undefined when the object exists already, its namespace is going, or it is refused. */
  create<T = KubeObject>(resource: string, object: NewObject): Stored<T> | undefined {
    const made = this.attempt<T>(resource, object);
    return made instanceof Problem ? undefined : made;
  }

  /** What was made, or the refusal of a quota or a webhook; undefined when it is there already or its namespace is going. */
  attempt<T = KubeObject>(resource: string, object: NewObject): Stored<T> | Problem | undefined {
    try {
      return create(this.core, this.core.registry.need(resource), object) as Stored<T>;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const isGoing = error.details?.causes?.some(({ reason }) => reason === 'NamespaceTerminating');
      if (error.reason === 'AlreadyExists' || isGoing) return undefined;
      if (error.code === 403 || error.code === 500) return error;
      throw error;
    }
  }

  /** Replaces everything but the status; does nothing when nothing differs. */
  replace(resource: string, object: KubeObject): KubeObject {
    return update(this.core, this.core.registry.need(resource), object as Tree);
  }

  /** Sets metadata alone. */
  relabel(resource: string, object: KubeObject, metadata: Partial<KubeObject['metadata']>): void {
    this.replace(resource, { ...object, metadata: { ...object.metadata, ...metadata, resourceVersion: '' } });
  }

  /** Stores a new status, unless it is the one that is there. */
  setStatus(resource: string, object: KubeObject, status: object): void {
    const { namespace = '', name } = object.metadata;
    const current = this.core.get(resource, namespace, name);
    if (!current || current.metadata.uid !== object.metadata.uid || equal(current.status, status)) return;
    this.core.store.put(resource, { ...current, metadata: { ...current.metadata }, status });
  }

  remove(resource: string, object: KubeObject, options: DeleteOptions = {}): void {
    const { namespace = '', name, uid } = object.metadata;
    if (this.core.get(resource, namespace, name)?.metadata.uid !== uid) return;
    remove(this.core, this.core.registry.need(resource), namespace, name, options);
  }

  release(resource: string, object: KubeObject, finalizer: string): void {
    releaseFinalizer(this.core, resource, object, finalizer);
  }

  /** Tells what happened to an object, as an Event. */
  tell(object: KubeObject, reason: string, message: string, from: string, type: 'Normal' | 'Warning' = 'Normal'): void {
    this.#events.tell({ object, reason, message, from, type });
  }
}
