/** Replacement of an object: what the caller may change, optimistic locking, generation, the end of finalizers. */

import { clone, equal, isMap, type Tree, textAt } from '../base/json.ts';
import { type KubeObject, type ObjectMeta, timestamp } from '../base/object.ts';
import { badRequest, conflict, invalid, notFound, staleVersion } from '../base/problem.ts';
import { trackUpdate } from '../patch/managed-fields.ts';
import { keyOf, type Resource } from '../registry/resource.ts';
import type { Core, WriteOptions } from './core.ts';
import { checkObject } from './validate.ts';

export interface UpdateOptions extends WriteOptions {
  /** managedFields are already as they shall be: server-side apply. */
  readonly managed?: boolean;
}

/**
 * Replaces what is stored under the input's name. Throws 404 when there is nothing, 409 when the input's
 * resourceVersion or UID is another one. What changes nothing is not stored.
 */
export function update(core: Core, resource: Resource, input: Tree, options: UpdateOptions = {}): KubeObject {
  const key = keyOf(resource);
  const name = textAt(input, 'metadata', 'name') ?? '';
  const old = core.store.get(key, resource.namespaced ? (textAt(input, 'metadata', 'namespace') ?? '') : '', name);
  if (!old) throw notFound(resource, name);
  checkPreconditions(resource, old, input);
  const object = options.subresource === 'status' ? withStatus(old, input) : withoutStatus(resource, old, input);
  object.metadata = keptMetadata(
    old,
    options.subresource === 'status' ? (input as unknown as KubeObject) : object,
    options,
  );
  if (options.subresource !== 'status') resource.defaults?.(object, core, old);
  if (resource.generation && contentChanged(old, object))
    object.metadata.generation = (old.metadata.generation ?? 0) + 1;
  const problems = checkObject(resource, object, old);
  if (problems.length) throw invalid(resource, name, problems);
  if (options.manager && !options.managed) {
    trackUpdate(object, old, options.manager, timestamp(core.now()), options.subresource);
  }
  if (equal(object, old)) return old;
  if (options.dryRun) return object;
  return commit(core, key, object);
}

/** Stores, or removes what was only waiting for its last finalizer. */
function commit(core: Core, key: string, object: KubeObject): KubeObject {
  const { deletionTimestamp, finalizers, deletionGracePeriodSeconds } = object.metadata;
  const waits = (finalizers?.length ?? 0) > 0 || (deletionGracePeriodSeconds ?? 0) > 0;
  const namespaceWaits = key === 'namespaces' && ((object.spec as Tree)?.finalizers as unknown[] | undefined)?.length;
  return deletionTimestamp && !waits && !namespaceWaits ? core.store.remove(key, object) : core.store.put(key, object);
}

function checkPreconditions(resource: Resource, old: KubeObject, input: Tree): void {
  const { name, uid, resourceVersion } = old.metadata;
  if (!isMap(input.metadata)) throw badRequest('metadata must be an object');
  const asked = input.metadata.resourceVersion;
  if (input.metadata.uid && input.metadata.uid !== uid) {
    const why = `Precondition failed: UID in precondition: ${input.metadata.uid}, UID in object meta: ${uid}`;
    throw conflict(resource, name, why);
  }
  if (asked && asked !== '0' && asked !== resourceVersion) throw staleVersion(resource, name);
}

const withStatus = (old: KubeObject, input: Tree): KubeObject => ({
  ...old,
  metadata: { ...old.metadata },
  ...(input.status !== undefined && { status: clone(input.status) }),
});

function withoutStatus(resource: Resource, old: KubeObject, input: Tree): KubeObject {
  const object = { ...clone(input), apiVersion: old.apiVersion, kind: old.kind } as KubeObject;
  if (!resource.status) return object;
  if (old.status === undefined) delete object.status;
  else object.status = old.status;
  return object;
}

const callers = ['labels', 'annotations', 'ownerReferences', 'finalizers', 'managedFields'] as const;

/** The server's metadata from the stored object, the caller's from the input. */
function keptMetadata(old: KubeObject, input: KubeObject, options: UpdateOptions): ObjectMeta {
  const metadata: ObjectMeta = { ...old.metadata };
  const keys = options.subresource !== 'status' ? callers : options.managed ? (['managedFields'] as const) : [];
  for (const key of keys) {
    const value = input.metadata[key];
    const empty = value === undefined || value === null || Object.keys(value).length === 0;
    if (key === 'managedFields' && value === undefined && !options.managed) continue;
    if (empty) delete metadata[key];
    else Object.assign(metadata, { [key]: value });
  }
  return metadata;
}

/** Whether anything but metadata and status differs. */
function contentChanged(old: KubeObject, object: KubeObject): boolean {
  const content = ({ metadata: _metadata, status: _status, ...rest }: KubeObject) => rest;
  return !equal(content(old), content(object));
}
