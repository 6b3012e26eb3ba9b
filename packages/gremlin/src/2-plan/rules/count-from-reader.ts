/** Counting the whole graph asks the reader, which knows. */
import { numeric } from '../../values/number.ts';
import type { Op } from '../plan.ts';
import { rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

function counted(scan: Op, count: Op): Op {
  const nodes = scan.fact?.is === 'scan' && scan.fact.of === 'nodes';
  return {
    text: `the number of ${nodes ? 'nodes' : 'edges'}`,
    span: count.span,
    children: [],
    traits: { barrier: true, reduces: true },
    open: (run) =>
      function* (rows) {
        let times = 0;
        for (const row of rows) {
          if (row === undefined) yield undefined;
          else times += row.bulk;
        }
        const n = nodes ? run.reader.nodeCount : run.reader.edgeCount;
        yield run.start(numeric(times * n, 'long'));
      },
  };
}

export const countFromReader: Rule = {
  name: 'count-from-reader',
  doc: 'Asks the reader how many nodes or edges there are.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) => {
      const [scan, count] = ops;
      const plain = scan?.fact?.is === 'scan' && !scan.fact.ids && scan.fact.all.length === 0;
      return plain && count?.fact?.is === 'count' ? [counted(scan, count), ...ops.slice(2)] : ops;
    }),
};
