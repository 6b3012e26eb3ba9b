/** The list of all predicates. */
import type { PredicateSpec } from './define.ts';
import { skydivePredicateSpecs } from './skydive.ts';
import { tinkerpopPredicateSpecs } from './tinkerpop.ts';

export const predicates: readonly PredicateSpec[] = [...skydivePredicateSpecs, ...tinkerpopPredicateSpecs];

const exact = new Map(tinkerpopPredicateSpecs.map((spec) => [spec.name, spec]));
const anyCase = new Map(skydivePredicateSpecs.map((spec) => [spec.name.toLowerCase(), spec]));

/** After `g` the exact spelling of TinkerPop wins, after `G` Skydive's in any case. */
export function findPredicate(name: string, root: 'G' | 'g'): PredicateSpec | undefined {
  const skydive = anyCase.get(name.toLowerCase());
  const tinkerpop = exact.get(name);
  return root === 'g' ? (tinkerpop ?? skydive) : (skydive ?? tinkerpop);
}
