/** To an edge and on to its other end is one hop to the neighbour, where nobody wants to know the edge. */
import type { Op } from '../plan.ts';
import { hopOp } from './hop.ts';
import { eachPair, rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

function fused(first: Op, second: Op): readonly Op[] | undefined {
  const [hop, end] = [first.fact, second.fact];
  if (hop?.is !== 'hop' || hop.to !== 'edges' || hop.all.length > 0 || end?.is !== 'end') return undefined;
  const far = (hop.direction === 'out' && end.end === 'to') || (hop.direction === 'in' && end.end === 'from');
  return far ? [hopOp(first, { ...hop, to: 'nodes' })] : undefined;
}

export const fuseHops: Rule = {
  name: 'fuse-hops',
  doc: 'Goes to the neighbour at once where the edge between is not asked about.',
  rewrite: (plan) => (plan.trails ? plan : rewriteOps(plan, (ops) => eachPair(ops, fused))),
};
