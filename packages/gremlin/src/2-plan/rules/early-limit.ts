/** Sorting for the first n keeps only the best n on the way. */
import type { Op } from '../plan.ts';
import { eachPair, rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

const most = 10_000;

function kept(first: Op, second: Op): readonly Op[] | undefined {
  if (
    first.fact?.is !== 'order' ||
    second.fact?.is !== 'range' ||
    second.fact.high > most ||
    / the first \d+$/.test(first.text)
  )
    return undefined;
  return [first.fact.keep(second.fact.high), second];
}

export const earlyLimit: Rule = {
  name: 'early-limit',
  doc: 'Keeps only the best n where order is followed by a limit.',
  rewrite: (plan) => rewriteOps(plan, (ops) => eachPair(ops, kept)),
};
