/**
 * The garbage collector: what is owned goes with its last owner, before it (foreground), after it (background), or stays
 * (orphan). https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */

import { equal } from '../../base/json.ts';
import type { KubeObject, OwnerReference } from '../../base/object.ts';
import { groupOf } from '../../registry/resource.ts';
import type { Cluster } from '../cluster.ts';
import type { Controller } from '../controller.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

export function garbageCollector(cluster: Cluster): Controller {
  const { store } = cluster.core;
  return {
    name: 'garbage-collector',
    watches: { '*': concerns },
    reconcile(uid) {
      const place = store.place(uid);
      const object = place && store.at(place);
      if (!object) {
        for (const dependent of store.dependents(uid)) letGo(cluster, dependent.resource, dependent.object);
        return undefined;
      }
      const finalizers = object.metadata.deletionTimestamp ? (object.metadata.finalizers ?? []) : [];
      if (finalizers.includes(orphan)) leaveBehind(cluster, place.resource, object);
      else if (finalizers.includes(foreground)) clearFirst(cluster, place.resource, object);
      else letGo(cluster, place.resource, object);
      return undefined;
    },
  };
}

/** Keys are UIDs: of what went or is going, of what is new or has other owners, and of owners that wait for a dependent. */
function concerns(object: KubeObject, previous: KubeObject | undefined, gone: boolean): string[] {
  const { uid, deletionTimestamp, ownerReferences, finalizers } = object.metadata;
  const owners = ownerReferences ?? [];
  if (gone) return [uid, ...owners.map((owner) => owner.uid)];
  const keys: string[] = [];
  const waits = finalizers?.includes(foreground) || finalizers?.includes(orphan);
  if (deletionTimestamp && waits) keys.push(uid);
  const before = previous?.metadata.ownerReferences ?? [];
  if (equal(before, owners)) return keys;
  if (owners.length) keys.push(uid);
  // One that waits for its dependents may wait for one less.
  return [...keys, ...before.map((owner) => owner.uid)];
}

type Presence = 'there' | 'going' | 'absent';

/** Whether an owner is there, with the very UID that the reference names. */
function presence(cluster: Cluster, owner: OwnerReference, namespace: string): Presence {
  const { store } = cluster.core;
  const place = store.place(owner.uid);
  const found = place && store.at(place);
  if (found) {
    const { deletionTimestamp, finalizers } = found.metadata;
    const wrongNamespace = found.metadata.namespace !== undefined && found.metadata.namespace !== namespace;
    if (wrongNamespace) return 'absent';
    return deletionTimestamp && finalizers?.includes(foreground) ? 'going' : 'there';
  }
  // An owner of a kind that is not known here cannot be said to be absent.
  return kindOf(cluster, owner) ? 'absent' : 'there';
}

const kindOf = (cluster: Cluster, { apiVersion, kind }: OwnerReference) =>
  cluster.core.registry.byKind(groupOf(apiVersion), kind);

/**
 * Deletes what has lost all owners; takes away the references to those that are gone otherwise. What stands in no
 * namespace cannot say in which one its owner is, and is left alone.
 */
function letGo(cluster: Cluster, resource: string, object: KubeObject): void {
  const owners = object.metadata.ownerReferences ?? [];
  if (!owners.length || object.metadata.deletionTimestamp) return;
  const { namespace = '' } = object.metadata;
  if (namespace === '' && owners.some((owner) => kindOf(cluster, owner)?.namespaced)) return;
  const known = owners.map((owner) => ({ owner, state: presence(cluster, owner, namespace) }));
  const solid = known.filter(({ state }) => state === 'there').map(({ owner }) => owner);
  if (solid.length === owners.length) return;
  if (solid.length) {
    cluster.relabel(resource, object, { ownerReferences: solid });
    return;
  }
  const waiting = known.some(({ state }) => state === 'going');
  // A chain of foreground deletions clears its far end first.
  cluster.remove(resource, object, {
    propagationPolicy: waiting && owns(cluster, object) ? 'Foreground' : 'Background',
  });
}

const owns = (cluster: Cluster, object: KubeObject): boolean =>
  cluster.core.store.dependents(object.metadata.uid).length > 0;

/** Foreground: the owner stays until nothing that blocks it is left. */
function clearFirst(cluster: Cluster, resource: string, owner: KubeObject): void {
  const { store } = cluster.core;
  for (const dependent of store.dependents(owner.metadata.uid)) letGo(cluster, dependent.resource, dependent.object);
  const blocked = store
    .dependents(owner.metadata.uid)
    .some(({ object }) =>
      object.metadata.ownerReferences?.some((one) => one.uid === owner.metadata.uid && one.blockOwnerDeletion),
    );
  if (!blocked) cluster.release(resource, owner, foreground);
}

function leaveBehind(cluster: Cluster, resource: string, owner: KubeObject): void {
  for (const { resource: kind, object } of cluster.core.store.dependents(owner.metadata.uid)) {
    const ownerReferences = object.metadata.ownerReferences?.filter((one) => one.uid !== owner.metadata.uid);
    cluster.relabel(kind, object, { ownerReferences: ownerReferences ?? [] });
  }
  cluster.release(resource, owner, orphan);
}
