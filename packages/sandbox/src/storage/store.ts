/** Where objects live: one counter of revisions, one collection and one log per resource, and an index of owners. */

import type { KubeObject } from '../base/object.ts';
import { Collection, objectKey } from './collection.ts';
import { EventLog, type LogEvent } from './event-log.ts';

export interface Commit extends LogEvent {
  /** The resource's key: `pods`, `deployments.apps`. */
  readonly resource: string;
}

/** Where an object is, without holding it. */
export interface Place {
  readonly resource: string;
  readonly key: string;
}

interface Shelf {
  readonly collection: Collection;
  readonly log: EventLog;
}

export class Store {
  #revision = 1;
  readonly #keep: number;
  readonly #shelves = new Map<string, Shelf>();
  readonly #places = new Map<string, Place>();
  readonly #dependents = new Map<string, Map<string, Place>>();
  readonly #listeners = new Set<(commit: Commit) => void>();

  /** `keep`: changes kept per resource for watches that resume. */
  constructor(keep = 20_000) {
    this.#keep = keep;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Objects and log of one resource. */
  shelf(resource: string): Shelf {
    let shelf = this.#shelves.get(resource);
    if (!shelf) {
      shelf = { collection: new Collection(), log: new EventLog(this.#keep, 0) };
      this.#shelves.set(resource, shelf);
    }
    return shelf;
  }

  get(resource: string, namespace: string, name: string): KubeObject | undefined {
    return this.#shelves.get(resource)?.collection.get(namespace, name);
  }

  /** Stores a new state under a new revision. The object is the store's from now on and is never written to again. */
  put(resource: string, object: KubeObject): KubeObject {
    const { collection } = this.shelf(resource);
    const previous = collection.get(object.metadata.namespace ?? '', object.metadata.name);
    this.#revision += 1;
    object.metadata.resourceVersion = String(this.#revision);
    collection.set(object);
    if (previous) this.#unindex(previous);
    this.#index(resource, object);
    this.#commit({
      resource,
      type: previous ? 'MODIFIED' : 'ADDED',
      revision: this.#revision,
      object,
      ...(previous && { previous }),
    });
    return object;
  }

  /** Removes what is stored under the name of `last`, its last state; the answer has the revision of the removal. */
  remove(resource: string, last: KubeObject): KubeObject {
    const { collection } = this.shelf(resource);
    const previous = collection.get(last.metadata.namespace ?? '', last.metadata.name) ?? last;
    this.#revision += 1;
    const object = { ...last, metadata: { ...last.metadata, resourceVersion: String(this.#revision) } };
    collection.delete(previous);
    this.#unindex(previous);
    this.#commit({ resource, type: 'DELETED', revision: this.#revision, object, previous });
    return object;
  }

  /** Makes every revision handed out so far too old to resume from. */
  compact(): void {
    this.#revision += 1;
    for (const { log } of this.#shelves.values()) log.compact(this.#revision);
  }

  /** Where the object with a UID is. */
  place(uid: string): Place | undefined {
    return this.#places.get(uid);
  }

  at(place: Place): KubeObject | undefined {
    return this.#shelves.get(place.resource)?.collection.byKey(place.key);
  }

  /** The objects that name a UID among their owners. */
  dependents(uid: string): { resource: string; object: KubeObject }[] {
    const found = [];
    for (const place of this.#dependents.get(uid)?.values() ?? []) {
      const object = this.at(place);
      if (object) found.push({ resource: place.resource, object });
    }
    return found;
  }

  /** Calls after every change, in order; the answer ends it. */
  onCommit(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #commit(commit: Commit): void {
    this.shelf(commit.resource).log.append(commit);
    for (const listener of this.#listeners) listener(commit);
  }

  #index(resource: string, object: KubeObject): void {
    const place = { resource, key: objectKey(object) };
    this.#places.set(object.metadata.uid, place);
    for (const owner of object.metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(owner.uid) ?? new Map<string, Place>();
      dependents.set(object.metadata.uid, place);
      this.#dependents.set(owner.uid, dependents);
    }
  }

  #unindex(object: KubeObject): void {
    this.#places.delete(object.metadata.uid);
    for (const owner of object.metadata.ownerReferences ?? []) {
      const dependents = this.#dependents.get(owner.uid);
      dependents?.delete(object.metadata.uid);
      if (dependents?.size === 0) this.#dependents.delete(owner.uid);
    }
  }
}
