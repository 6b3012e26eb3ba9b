/** The words that are values: TinkerPop's enumerations, and Skydive's ASC and DESC. */
import { typeNames } from '../predicates/type-of.ts';
import { Token } from './value.ts';

const groups: Readonly<Record<string, readonly string[]>> = {
  T: ['label', 'id', 'key', 'value'],
  Order: ['asc', 'desc', 'shuffle'],
  Scope: ['local', 'global'],
  Pop: ['first', 'last', 'all', 'mixed'],
  Column: ['keys', 'values'],
  Pick: ['any', 'none', 'unproductive'],
  Operator: ['sum', 'sumLong', 'minus', 'mult', 'div', 'min', 'max', 'assign', 'and', 'or', 'addAll'],
  Barrier: ['normSack'],
  Direction: ['OUT', 'IN', 'BOTH', 'from', 'to'],
  DT: ['second', 'minute', 'hour', 'day'],
  Cardinality: ['single', 'list', 'set'],
  WithOptions: ['tokens', 'none', 'ids', 'labels', 'keys', 'values', 'all', 'indexer', 'list', 'map'],
  ShortestPath: ['target', 'edges', 'distance', 'maxDistance', 'includeEdges'],
  GType: typeNames,
  Time: ['NOW', 'FOREVER'],
  Merge: ['onCreate', 'onMatch', 'outV', 'inV'],
};

const qualified = new Map<string, Token>();
const bare = new Map<string, Token>();
/** Words whose group must be written, because bare they would be something else. */
const guarded = new Set(['WithOptions', 'ShortestPath', 'GType', 'Merge', 'Cardinality']);

for (const [group, names] of Object.entries(groups))
  for (const [place, name] of names.entries()) {
    const token = new Token(group, name, place);
    qualified.set(`${group}.${name}`, token);
    if (!guarded.has(group) && !bare.has(name)) bare.set(name, token);
  }

/** All words, as `Group.name`. */
export const tokenNames: readonly string[] = [...qualified.keys()];

export function findToken(parts: readonly string[]): Token | undefined {
  if (parts.length === 1)
    return bare.get(parts[0]!) ?? bare.get(parts[0]!.toLowerCase()) ?? bare.get(parts[0]!.toUpperCase());
  const name = parts.slice(-2).join('.');
  return qualified.get(name);
}

export function token(group: string, name: string): Token {
  return qualified.get(`${group}.${name}`)!;
}
