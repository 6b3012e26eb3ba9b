/** Where a resource stands: https://kubernetes.io/docs/reference/using-api/api-concepts/#standard-api-terminology */

import type { WatchTarget } from './source.ts';

export function groupPath(group: string, version: string): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}

/** The collection, of all namespaces where `namespace` is empty; with a name, one object. */
export function resourcePath({ api, version }: WatchTarget, namespace: string, name?: string): string {
  const scope = namespace && api.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  const object = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  return `${groupPath(api.group, version)}${scope}/${api.plural}${object}`;
}

/** What objects of the collection say of themselves, and what a list leaves out of its items. */
export function typeMeta({ api, version }: WatchTarget): { kind: string; apiVersion: string } {
  return { kind: api.kind, apiVersion: api.group === '' ? version : `${api.group}/${version}` };
}
