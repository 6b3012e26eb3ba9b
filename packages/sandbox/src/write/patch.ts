/** Patches: what a patch makes of the stored object, then the way of every other update. */

import { clone, isMap, type Tree } from '../base/json.ts';
import { type KubeObject, timestamp } from '../base/object.ts';
import { badRequest, notFound, unsupportedMediaType } from '../base/problem.ts';
import { serverSideApply } from '../patch/apply.ts';
import { jsonPatch } from '../patch/json-patch.ts';
import { mergePatch } from '../patch/merge-patch.ts';
import { strategicMerge } from '../patch/strategic-merge.ts';
import type { Served } from '../registry/registry.ts';
import { apiVersionOf, keyOf } from '../registry/resource.ts';
import type { Core, WriteOptions } from './core.ts';
import { create } from './create.ts';
import { update } from './update.ts';

export interface PatchTarget {
  readonly served: Served;
  readonly namespace: string;
  readonly name: string;
}

const merges: Readonly<Record<string, (object: unknown, patch: unknown) => unknown>> = {
  'application/json-patch+json': jsonPatch,
  'application/merge-patch+json': mergePatch,
  'application/strategic-merge-patch+json': (object, patch) => {
    if (!isMap(patch)) throw badRequest('a strategic merge patch is an object');
    return strategicMerge(object, patch);
  },
};

const patchTypes = [...Object.keys(merges), 'application/apply-patch+yaml'];

/** Throws a 404 where there is nothing to patch and a 415 for a type of patch that the resource does not take. */
export function patch(
  core: Core,
  target: PatchTarget,
  type: string,
  body: unknown,
  options: WriteOptions,
  check: (merged: Tree) => void = () => {},
): KubeObject {
  const { served, namespace, name } = target;
  const { resource } = served;
  const merge = merges[type];
  const known = merge && !(resource.custom && type.includes('strategic'));
  if (!known)
    throw unsupportedMediaType(
      type,
      resource.custom ? patchTypes.filter((one) => !one.includes('strategic')) : patchTypes,
    );
  const stored = core.store.get(keyOf(resource), namespace, name);
  if (!stored) throw notFound(resource, name);
  const before = served.other?.fromStored?.(stored) ?? stored;
  const { resourceVersion: _version, ...metadata } = before.metadata;
  const merged = merge({ ...before, apiVersion: apiVersionOf(resource, served.version), metadata }, body);
  if (!isMap(merged)) throw badRequest('the patch leaves no object');
  check(merged);
  return update(core, resource, keepIdentity(served.other?.toStored?.(merged) ?? merged, target), options);
}

/** A patch may not rename what it patches. */
function keepIdentity(tree: Tree, { namespace, name }: PatchTarget): Tree {
  const metadata = isMap(tree.metadata) ? tree.metadata : {};
  if (metadata.name !== undefined && metadata.name !== name)
    throw badRequest('the name of the object may not be changed');
  return { ...tree, metadata: { ...metadata, name, ...(namespace && { namespace }) } };
}

export interface Applied {
  readonly object: KubeObject;
  readonly created: boolean;
}

/** Server-side apply: makes the object where there is none. */
export function apply(
  core: Core,
  target: PatchTarget,
  configuration: Tree,
  options: WriteOptions & { readonly force: boolean; readonly manager: string },
): Applied {
  const { served, namespace, name } = target;
  const { resource } = served;
  if (isMap(configuration.metadata) && configuration.metadata.managedFields) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const written = keepIdentity(served.other?.toStored?.(clone(configuration)) ?? configuration, target);
  const stored = core.store.get(keyOf(resource), namespace, name);
  const applying = {
    manager: options.manager,
    force: options.force,
    time: timestamp(core.now()),
    ...(options.subresource && { subresource: options.subresource }),
  };
  if (!stored) {
    if (options.subresource) throw notFound(resource, name);
    const empty = { apiVersion: apiVersionOf(resource, resource.version), kind: resource.kind, metadata: {} };
    const made = serverSideApply(empty as KubeObject, written, applying);
    const { manager: _manager, ...quiet } = options;
    return { object: create(core, resource, keepIdentity(made, target), quiet), created: true };
  }
  const made = serverSideApply(stored, written, applying);
  const asked = (written.metadata as Tree).resourceVersion;
  const metadata = { ...made.metadata, ...(asked ? { resourceVersion: String(asked) } : {}) };
  return { object: update(core, resource, { ...made, metadata }, { ...options, managed: true }), created: false };
}
