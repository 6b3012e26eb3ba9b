/** A resource as it was at a revision: the present, with the logged changes since then taken back. */

import type { KubeObject } from '../base/object.ts';
import { tooOld } from '../base/problem.ts';
import { objectKey } from './collection.ts';
import type { Store } from './store.ts';

export interface Snapshot {
  readonly revision: number;
  /** In the order of keys. */
  readonly keys: readonly string[];
  get(key: string): KubeObject | undefined;
}

/** Throws a 410 when the log no longer reaches back to the revision. */
export function snapshotAt(store: Store, resource: string, revision: number, namespace?: string): Snapshot {
  const { collection, log } = store.shelf(resource);
  if (revision < log.floor) throw tooOld(revision, log.floor);
  const former = new Map<string, KubeObject | undefined>();
  for (let position = log.end - 1; position >= 0; position -= 1) {
    const event = log.get(position);
    if (!event || event.revision <= revision) break;
    former.set(objectKey(event.object), event.previous);
  }
  const present = collection.keys(namespace);
  if (former.size === 0) return { revision, keys: present, get: (key) => collection.byKey(key) };
  const keys = new Set(present);
  for (const [key, object] of former) {
    if (object && (namespace === undefined || key.startsWith(`${namespace}/`))) keys.add(key);
    else keys.delete(key);
  }
  return {
    revision,
    keys: [...keys].sort(),
    get: (key) => (former.has(key) ? former.get(key) : collection.byKey(key)),
  };
}
