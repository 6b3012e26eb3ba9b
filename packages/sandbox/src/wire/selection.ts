/** Which objects a list or a watch means: namespace, labels, fields. */

import type { KubeObject } from '../base/object.ts';
import type { Resource } from '../registry/resource.ts';
import { meetsFields, parseFields } from '../selectors/field.ts';
import { meets, parseSelector } from '../selectors/label.ts';

export interface Selection {
  readonly namespace: string | undefined;
  /** No selector at all: whole collections can be counted without looking. */
  readonly everything: boolean;
  readonly includes: (object: KubeObject) => boolean;
}

/** `name` narrows to one object, as a watch on a single path does. */
export function selectionOf(
  resource: Resource,
  query: URLSearchParams,
  namespace: string | undefined,
  name?: string,
): Selection {
  const labels = parseSelector(query.get('labelSelector') ?? '');
  const fields = parseFields(query.get('fieldSelector') ?? '', resource);
  if (name !== undefined) fields.push({ path: 'metadata.name', value: name, negated: false });
  return {
    namespace,
    everything: labels.length === 0 && fields.length === 0,
    includes: (object) => meets(object.metadata.labels, labels) && meetsFields(object, fields, resource),
  };
}
