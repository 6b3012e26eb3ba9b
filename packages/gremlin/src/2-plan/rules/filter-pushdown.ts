/** Filters on properties right behind a scan or a hop are asked there, before a row is made. */
import type { Condition } from '../../predicates/condition.ts';
import type { Op } from '../plan.ts';
import { hopOp } from './hop.ts';
import { eachPair, rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';
import { scanOp } from './scan.ts';

function fused(first: Op, second: Op): readonly Op[] | undefined {
  if (second.fact?.is !== 'conditions' || !first.fact) return undefined;
  const all: readonly Condition[] = [...('all' in first.fact ? first.fact.all : []), ...second.fact.all];
  if (first.fact.is === 'scan') return [scanOp(first, { ...first.fact, all })];
  return first.fact.is === 'hop' ? [hopOp(first, { ...first.fact, all })] : undefined;
}

export const filterPushdown: Rule = {
  name: 'filter-pushdown',
  doc: 'Asks filters on properties in the scan or hop before them.',
  rewrite: (plan) => rewriteOps(plan, (ops) => eachPair(ops, fused)),
};
