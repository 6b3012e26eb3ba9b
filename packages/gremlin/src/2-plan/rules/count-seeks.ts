/** Where nodes with a value are only counted, the reader's index tells their number, and none of them becomes a row. */
import type { Op } from '../plan.ts';
import { eachPair, rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';
import { prepared } from './seek-by-index.ts';

function numbered(scan: Op): Op | undefined {
  if (scan.fact?.is !== 'scan' || scan.fact.of !== 'nodes' || scan.fact.ids || scan.fact.all.length !== 1)
    return undefined;
  const [{ key, equals, exact }] = scan.fact.all as [(typeof scan.fact.all)[0]];
  if (key === undefined || equals?.length !== 1 || !exact) return undefined;
  const { text, span, traits } = scan;
  return {
    text: `${text}, counting only`,
    span,
    children: [],
    traits,
    open(run) {
      const transform = scan.open(run);
      return function* (rows) {
        for (const row of rows) {
          if (row === undefined || run.tick(span)) yield undefined;
          if (row === undefined) continue;
          yield* prepared(run, key, undefined, run.ticker(span));
          const count = run.reader.count?.(key, equals[0]!);
          if (count === undefined) yield* transform([row]);
          else if (count > 0) yield row.times(row.bulk * count);
        }
      };
    },
  };
}

export const countSeeks: Rule = {
  name: 'count-seeks',
  doc: 'Asks the index how many nodes have a value, where only their number is wanted.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) =>
      eachPair(ops, (scan, count) => {
        const counting = count.fact?.is === 'count' ? numbered(scan) : undefined;
        return counting && [counting, count];
      }),
    ),
};
