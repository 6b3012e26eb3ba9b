/** Deletion: at once, or by a deletion timestamp that finalizers and grace periods hold up. */

import { type Tree, textAt } from '../base/json.ts';
import { type KubeObject, type ObjectMeta, timestamp } from '../base/object.ts';
import { conflict, forbidden, notFound } from '../base/problem.ts';
import { keyOf, type Resource } from '../registry/resource.ts';
import type { Core } from './core.ts';

export interface DeleteOptions {
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: boolean;
}

export interface Removal {
  readonly object: KubeObject;
  /** False while finalizers or a grace period hold the object. */
  readonly gone: boolean;
}

const policyFinalizers = { Background: undefined, Foreground: 'foregroundDeletion', Orphan: 'orphan' } as const;

export function remove(
  core: Core,
  resource: Resource,
  namespace: string,
  name: string,
  options: DeleteOptions = {},
): Removal {
  const key = keyOf(resource);
  const object = core.store.get(key, namespace, name);
  if (!object) throw notFound(resource, name);
  checkPreconditions(resource, object, options);
  if (key === 'namespaces' && protectedNamespaces.has(name)) {
    throw forbidden(resource, name, 'this namespace may not be deleted');
  }
  const finalizers = finalizersFor(object, options);
  const grace = gracePeriod(key, object, options);
  const held = finalizers.length > 0 || grace > 0 || key === 'namespaces';
  if (options.dryRun) return { object, gone: !held };
  if (!held) return { object: core.store.remove(key, object), gone: true };
  const marked = markDeleted(core, object, finalizers, grace);
  return { object: marked === object ? object : core.store.put(key, marked), gone: false };
}

const protectedNamespaces = new Set(['default', 'kube-system', 'kube-public']);

function checkPreconditions(resource: Resource, object: KubeObject, { preconditions }: DeleteOptions): void {
  const { name, uid, resourceVersion } = object.metadata;
  if (preconditions?.uid && preconditions.uid !== uid) {
    const why = `Precondition failed: UID in precondition: ${preconditions.uid}, UID in object meta: ${uid}`;
    throw conflict(resource, name, why);
  }
  if (preconditions?.resourceVersion && preconditions.resourceVersion !== resourceVersion) {
    const why = `Precondition failed: ResourceVersion in precondition: ${preconditions.resourceVersion}, ResourceVersion in object meta: ${resourceVersion}`;
    throw conflict(resource, name, why);
  }
}

function finalizersFor(object: KubeObject, { propagationPolicy }: DeleteOptions): string[] {
  const held = object.metadata.finalizers ?? [];
  if (!propagationPolicy) return held;
  const others = held.filter((one) => one !== 'orphan' && one !== 'foregroundDeletion');
  const added = policyFinalizers[propagationPolicy];
  return added ? [...others, added] : others;
}

/** Only a pod on a node that still runs ends gracefully. */
function gracePeriod(key: string, pod: KubeObject, { gracePeriodSeconds }: DeleteOptions): number {
  if (key !== 'pods' || !textAt(pod, 'spec', 'nodeName')) return 0;
  const phase = textAt(pod, 'status', 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return 0;
  const own = (pod.spec as Tree).terminationGracePeriodSeconds;
  return gracePeriodSeconds ?? (typeof own === 'number' ? own : 30);
}

function markDeleted(core: Core, object: KubeObject, finalizers: string[], grace: number): KubeObject {
  const former = object.metadata;
  const same =
    finalizers.length === (former.finalizers?.length ?? 0) &&
    finalizers.every((one) => former.finalizers?.includes(one));
  if (former.deletionTimestamp && same && grace >= (former.deletionGracePeriodSeconds ?? 0)) return object;
  const metadata: ObjectMeta = {
    ...former,
    deletionTimestamp: timestamp(core.now() + grace * 1000),
    deletionGracePeriodSeconds: grace,
    ...(finalizers.length && { finalizers }),
  };
  if (!finalizers.length) delete metadata.finalizers;
  if (former.generation !== undefined) metadata.generation = former.generation + 1;
  const marked: KubeObject = { ...object, metadata };
  if (object.kind === 'Namespace' && object.apiVersion === 'v1') marked.status = { phase: 'Terminating' };
  return marked;
}

/** Takes away one finalizer; the object goes with the last one. */
export function releaseFinalizer(core: Core, resource: string, object: KubeObject, finalizer: string): void {
  const current = core.store.get(resource, object.metadata.namespace ?? '', object.metadata.name);
  if (!current?.metadata.finalizers?.includes(finalizer)) return;
  const finalizers = current.metadata.finalizers.filter((one) => one !== finalizer);
  const metadata: ObjectMeta = { ...current.metadata, finalizers };
  if (!finalizers.length) delete metadata.finalizers;
  const waits = finalizers.length > 0 || (metadata.deletionGracePeriodSeconds ?? 0) > 0;
  if (metadata.deletionTimestamp && !waits) core.store.remove(resource, { ...current, metadata });
  else core.store.put(resource, { ...current, metadata });
}
