/** A filter on properties moves in front of what neither changes nor counts rows: sorting, labels, leaving out equals. */
import type { Op } from '../plan.ts';
import { eachPair, rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

function lets(op: Op): boolean {
  const is = op.fact?.is;
  return is === 'order' || is === 'dedup' || is === 'labels';
}

export const earlyFilter: Rule = {
  name: 'early-filter',
  doc: 'Filters before sorting, labelling and leaving out equals.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) =>
      eachPair(ops, (first, second) => (second.fact?.is === 'conditions' && lets(first) ? [second, first] : undefined)),
    ),
};
