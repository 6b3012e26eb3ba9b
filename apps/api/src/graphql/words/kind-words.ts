/**
 * What clients call kinds, as kubectl takes it: in any case, for short, in the singular or the plural, with its group or
 * without: `pod`, `Pods`, `po`, `deployments.apps`, `deployment.v1.apps`.
 */

import type { GraphNode, Reader } from '@canopy/model';
import type { Kind } from '@canopy/model/kinds';
import type { Probe } from '@canopy/model/probe';
import type { Meant } from './kind-set.ts';
import { shortNames } from './short-names.ts';

/** What this viewer's graph and the server know beyond the catalogue. */
export interface Known {
  readonly reader: Reader;
  readonly probe: Pick<Probe, 'clusters'>;
}

export interface KindWords {
  /** What a word means; nothing when it means nothing. */
  meantBy(word: string, known: Known): readonly Meant[];
  /** All types that there are. */
  types(known: Known): ReadonlySet<string>;
}

export function createKindWords(kinds: readonly Kind[]): KindWords {
  const byKey = new Map(kinds.map((kind) => [kind.key, kind]));
  const byName = Map.groupBy(
    kinds.flatMap((kind) => namesOf(kind).map((name) => ({ name, kind }))),
    ({ name }) => name,
  );
  const typed = Map.groupBy(kinds, ({ type }) => type);
  /** Types that two API groups share differ by their manager, but only one who says a group means one of them. */
  const meant = (kind: Kind, exactly: boolean): Meant => {
    const { type, manager } = kind;
    const isShared = exactly && typed.get(type)!.length > 1;
    return isShared ? { type, key: kind.key, isOf: (node) => node.manager === manager } : { type, key: type };
  };
  const catalogued = (word: string): readonly Meant[] => {
    const exact = byKey.get(word);
    const { name, group } = parsed(word);
    const named = (byName.get(name) ?? []).map(({ kind }) => kind);
    if (group !== '') {
      const found = named.filter(({ api }) => api?.group === group);
      return [...(found.length === 0 && exact !== undefined ? [exact] : found)].map((kind) => meant(kind, true));
    }
    return named.map((kind) => meant(kind, false));
  };
  return {
    meantBy: (word, known) => {
      const lower = word.trim().toLowerCase();
      const found = catalogued(lower);
      return found.length > 0 ? found : customMeant(lower, known, (type) => typed.has(type));
    },
    types: ({ reader, probe }) =>
      new Set([...typed.keys(), ...reader.types(), ...followedKeys(probe).map((key) => parsed(key).name)]),
  };
}

function namesOf({ type, api }: Kind): readonly string[] {
  return [...new Set([type, ...(api === undefined ? [] : [api.plural, api.kind.toLowerCase()])])];
}

/** `deployment.v1.apps` is of `apps`: the version says nothing about what is meant. */
function parsed(word: string): { readonly name: string; readonly group: string } {
  const [first = '', ...rest] = word.split('.');
  const group = rest.join('.').replace(/^v\d+((alpha|beta)\d+)?(\.|$)/, '');
  return { name: Object.hasOwn(shortNames, first) ? shortNames[first]! : first, group };
}

/** Custom resources are in no catalogue: they are what is watched, what has a definition, and what has objects. */
function customMeant(
  word: string,
  { reader, probe }: Known,
  isCatalogued: (type: string) => boolean,
): readonly Meant[] {
  const { name, group } = parsed(word);
  const types = new Set(reader.types());
  const followed = new Set(followedKeys(probe));
  const defined = [...reader.ofType('customresourcedefinition')].flatMap(definition);
  const custom = [...defined, ...[...followed].map((key) => ({ ...parsed(key), plural: '' }))];
  const found = custom.filter(
    (each) =>
      [each.name, each.plural].includes(name) &&
      ['', each.group].includes(group) &&
      // One that is defined but not watched has no objects here, whatever the cluster has.
      (types.has(each.name) || followed.has(`${each.name}.${each.group}`)),
  );
  const isOf = group === '' ? undefined : ofGroup(group);
  if (found.length > 0) return found.map(({ name: type }) => ({ type, key: isOf ? `${type}.${group}` : type, isOf }));
  // Who may not see the definition has only the objects to go by.
  const type = singulars(name).find((each) => types.has(each) && !isCatalogued(each));
  if (type === undefined || (isOf !== undefined && ![...reader.ofType(type)].some(isOf))) return [];
  return [{ type, key: isOf ? `${type}.${group}` : type, isOf }];
}

function singulars(name: string): readonly string[] {
  return [name, name.replace(/ies$/, 'y'), name.replace(/s$/, ''), name.replace(/es$/, '')];
}

function definition({ name, fields: { Kind: kind, Group: group } }: GraphNode) {
  if (typeof kind !== 'string' || typeof group !== 'string') return [];
  return [{ name: kind.toLowerCase(), plural: name.split('.', 1)[0] ?? '', group }];
}

/** What refers to a resource that is missing tells no group. */
function ofGroup(group: string): (node: GraphNode) => boolean {
  return ({ fields: { ApiVersion: version } }) => typeof version !== 'string' || version.startsWith(`${group}/`);
}

function followedKeys(probe: Known['probe']): readonly string[] {
  return probe.clusters.flatMap(({ kinds }) => kinds.map(({ kind }) => kind));
}
