/** Pods from templates, and the hash that tells templates apart. */

import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { canonical, clone } from '../../base/json.ts';
import { controlledBy, type KubeObject, type NewObject, type ObjectMeta } from '../../base/object.ts';
import { hashWord } from '../../base/suffix.ts';

/** A pod as the template says, controlled by `owner`; labels in `metadata` are added to the template's. */
export function podFrom(
  template: PodTemplateSpec | undefined,
  owner: KubeObject,
  metadata: Partial<ObjectMeta>,
): NewObject {
  const { labels, annotations } = template?.metadata ?? {};
  return {
    metadata: {
      ...metadata,
      ...(owner.metadata.namespace !== undefined && { namespace: owner.metadata.namespace }),
      labels: { ...labels, ...metadata.labels },
      ...((annotations || metadata.annotations) && { annotations: { ...annotations, ...metadata.annotations } }),
      ownerReferences: [controlledBy(owner)],
    },
    spec: clone(template?.spec),
  };
}

/** A word that is the same for equal templates. */
export const templateHash = (template: unknown): string => hashWord(canonical(template));
