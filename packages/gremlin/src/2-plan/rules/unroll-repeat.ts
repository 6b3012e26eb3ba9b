/** A loop with a fixed number of rounds becomes its body, that often; rows then flow through without waiting for a round to end. */

import { rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

const most = 8;

export const unrollRepeat: Rule = {
  name: 'unroll-repeat',
  doc: 'Writes out repeat(…).times(n) where the body is plain.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) => {
      const unrolled = ops.map((op) =>
        op.fact?.is === 'repeat' && (op.fact.times ?? most + 1) <= most ? (op.fact.unroll() ?? [op]) : [op],
      );
      return unrolled.every((list, i) => list.length === 1 && list[0] === ops[i]) ? ops : unrolled.flat();
    }),
};
