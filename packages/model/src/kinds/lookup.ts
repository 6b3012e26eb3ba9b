/** Looking up kinds, in the registry or in any other list (one with custom resources, one for a test). */

import type { Kind } from './define.ts';
import type { KindRef } from './link.ts';
import { registry } from './registry.ts';

export interface Lookup {
  readonly kinds: readonly Kind[];
  byKey(key: string): Kind | undefined;
  /** Several where API groups share a type, as two gateways do. */
  byType(type: string): readonly Kind[];
  /** By the API's own words: `apps`, `Deployment`. */
  byKind(group: string, kind: string): Kind | undefined;
  /** `apps`, `deployments`. */
  byPlural(group: string, plural: string): Kind | undefined;
  resolve(ref: KindRef): Kind | undefined;
}

export function lookup(kinds: readonly Kind[]): Lookup {
  const keys = new Map(kinds.map((each) => [each.key, each]));
  const types = Map.groupBy(kinds, (each) => each.type);
  const apiKinds = new Map<string, Kind>();
  const plurals = new Map<string, Kind>();
  for (const each of kinds) {
    if (each.api === undefined) continue;
    apiKinds.set(`${each.api.group}/${each.api.kind}`, each);
    plurals.set(`${each.api.group}/${each.api.plural}`, each);
  }
  const byKind = (group: string, kind: string) => apiKinds.get(`${group}/${kind}`);
  return {
    kinds,
    byKey: (key) => keys.get(key),
    byType: (type) => types.get(type) ?? [],
    byKind,
    byPlural: (group, plural) => plurals.get(`${group}/${plural}`),
    resolve: (ref) => (typeof ref === 'string' ? keys.get(ref) : byKind(ref.group, ref.kind)),
  };
}

const registered = lookup(registry);

/** A kind of the registry by its key, or by its type where no other kind shares it. */
export function kindOf(typeOrKey: string): Kind | undefined {
  return registered.byKey(typeOrKey) ?? registered.byType(typeOrKey)[0];
}
