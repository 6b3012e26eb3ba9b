/** Paths of the API: which resource, object and subresource a request is about. */

import type { Registry, Served } from '../registry/registry.ts';

export interface ResourceRoute {
  readonly served: Served;
  /** Absent for cluster-wide resources and for all namespaces. */
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

/** Undefined where the path names no resource that is served. */
export function routeOf(registry: Registry, segments: readonly string[]): ResourceRoute | undefined {
  const [root, ...after] = segments;
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'api' ? '' : after.shift();
  const version = after.shift();
  if (group === undefined || !version || after.length === 0) return undefined;
  const inNamespace = after[0] === 'namespaces' && after.length > 2;
  const served = inNamespace ? registry.served(group, version, after[2]!) : undefined;
  if (served?.resource.namespaced) return tail(served, after.slice(3), after[1]);
  const plain = registry.served(group, version, after[0]!);
  return plain && tail(plain, after.slice(1));
}

function tail(served: Served, rest: readonly string[], namespace?: string): ResourceRoute | undefined {
  const [name, ...subresource] = rest;
  if (name !== undefined && served.resource.namespaced && namespace === undefined) return undefined;
  return {
    served,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    ...(subresource.length > 0 && { subresource: subresource.join('/') }),
  };
}
