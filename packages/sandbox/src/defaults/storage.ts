/** What the server adds to volumes, claims and storage classes. */

import { at, equal, fill, grow, isMap, type Tree } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';
import type { Surroundings } from '../registry/resource.ts';

export const defaultClassAnnotation = 'storageclass.kubernetes.io/is-default-class';

export function volumeDefaults(object: Tree, _around: Surroundings, old?: KubeObject): void {
  const spec = grow(object, 'spec');
  fill(spec, 'persistentVolumeReclaimPolicy', 'Retain');
  fill(spec, 'volumeMode', 'Filesystem');
  if (isMap(spec.hostPath)) fill(spec.hostPath, 'type', '');
  if (!old) protect(object, 'kubernetes.io/pv-protection');
}

export const claimSpecDefaults = (spec: Tree): void => fill(spec, 'volumeMode', 'Filesystem');

export function claimDefaults(object: Tree, around: Surroundings, old?: KubeObject): void {
  const spec = grow(object, 'spec');
  claimSpecDefaults(spec);
  if (old) return;
  protect(object, 'kubernetes.io/pvc-protection');
  if (spec.storageClassName !== undefined) return;
  for (const one of around.list('storageclasses.storage.k8s.io')) {
    if (one.metadata.annotations?.[defaultClassAnnotation] === 'true') spec.storageClassName = one.metadata.name;
  }
}

/** A finalizer that keeps the object until nothing uses it any more. */
function protect(object: Tree, finalizer: string): void {
  const metadata = grow(object, 'metadata');
  const held = Array.isArray(metadata.finalizers) ? metadata.finalizers : [];
  if (!held.includes(finalizer)) metadata.finalizers = [...held, finalizer];
}

export function claimProblems(claim: KubeObject, old?: KubeObject): StatusCause[] {
  const problems: StatusCause[] = [];
  const modes = at(claim, 'spec', 'accessModes');
  if (!Array.isArray(modes) || modes.length === 0) {
    problems.push({
      reason: 'FieldValueRequired',
      message: 'Required value: at least 1 access mode is required',
      field: 'spec.accessModes',
    });
  }
  if (!at(claim, 'spec', 'resources', 'requests', 'storage')) {
    problems.push({ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.resources[storage]' });
  }
  if (old && !equal(fixedPart(claim), fixedPart(old))) {
    const message =
      'Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    problems.push({ reason: 'FieldValueForbidden', message, field: 'spec' });
  }
  return problems;
}

function fixedPart(claim: KubeObject): Tree {
  const { volumeName: _name, resources: _resources, volumeAttributesClassName: _class, ...rest } = claim.spec as Tree;
  return rest;
}

export function storageClassDefaults(object: Tree): void {
  fill(object, 'reclaimPolicy', 'Delete');
  fill(object, 'volumeBindingMode', 'Immediate');
}
