/** Where the last hop is only counted, a row stands for all that it leads to, and none of these becomes a row. */
import type { Row } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { GremlinError, type Span } from '../../errors.ts';
import { isNode } from '../../values/value.ts';
import type { Op } from '../plan.ts';
import { type HopFact, hopToCount, knownCount } from './hop.ts';
import { eachPair, rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

function* reached(run: Run, row: Row, hop: HopFact, span: Span): Generator<undefined, number> {
  if (!isNode(row.value)) throw new GremlinError('VALUE', 'Expected a node here', span);
  const known = knownCount(run.reader, row.value.id, hop);
  if (known !== undefined) return known;
  let count = 0;
  for (const _ of hopToCount(run.reader, row.value.id, hop)) {
    if (run.tick(span)) yield undefined;
    count++;
  }
  return count;
}

function weighed(hop: HopFact, { text, span, traits }: Op): Op {
  return {
    text: `${text}, counting only`,
    span,
    children: [],
    traits,
    open: (run) =>
      function* (rows) {
        for (const row of rows) {
          if (row === undefined || run.tick(span)) yield undefined;
          if (row === undefined) continue;
          const count = yield* reached(run, row, hop, span);
          if (count > 0) yield row.times(row.bulk * count);
        }
      },
  };
}

export const countHops: Rule = {
  name: 'count-hops',
  doc: 'Counts what the last hop leads to without going there.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) =>
      eachPair(ops, (hop, count) =>
        hop.fact?.is === 'hop' && count.fact?.is === 'count' ? [weighed(hop.fact, hop), count] : undefined,
      ),
    ),
};
