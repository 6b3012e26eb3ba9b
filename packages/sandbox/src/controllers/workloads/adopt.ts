/**
 * Taking in what stands there without a controller: what a deletion that orphans has left behind goes on under the next
 * owner that selects it. https://kubernetes.io/docs/concepts/architecture/garbage-collection/#orphaned-dependents
 */

import { at } from '../../base/json.ts';
import { controlledBy, controllerOf, type KubeObject } from '../../base/object.ts';
import { type LabelSelector, matches } from '../../selectors/label.ts';
import type { Cluster } from '../cluster.ts';

/** True when the object is the owner's from now on. */
export function adopt(cluster: Cluster, owner: KubeObject, resource: string, object: KubeObject | undefined): boolean {
  const selector = at(owner, 'spec', 'selector') as LabelSelector | undefined;
  if (object === undefined || selector === undefined || owner.metadata.deletionTimestamp) return false;
  const { deletionTimestamp, labels, ownerReferences = [] } = object.metadata;
  if (controllerOf(object) || deletionTimestamp || !matches(selector, labels)) return false;
  cluster.relabel(resource, object, { ownerReferences: [...ownerReferences, controlledBy(owner)] });
  return true;
}

/** All of the owner's namespace; costs a walk. True when there were any. */
export function adoptAll(cluster: Cluster, owner: KubeObject, resource: string): boolean {
  let any = false;
  for (const object of cluster.list(resource, owner.metadata.namespace ?? ''))
    any = adopt(cluster, owner, resource, object) || any;
  return any;
}
