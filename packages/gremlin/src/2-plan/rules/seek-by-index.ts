/** A scan for one value under a key asks the reader's index, if it has one for that key. */

import type { Tick } from '../../3-run/pausing.ts';
import type { Flow } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { GraphElement } from '../../reader.ts';
import type { Op } from '../plan.ts';
import { rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';
import { type ScanFact, scanOp } from './scan.ts';

function seekable(condition: Condition): boolean {
  return condition.key !== undefined && condition.equals?.length === 1;
}

/** Nodes that one piece of the work on an index may read, counted as rows of work. */
const piece = 512;

/** What the first index that serves one of the keys finds; everything where none does. */
function* candidates(run: Run, fact: ScanFact, keys: readonly Condition[], tick: Tick): Flow<Iterable<GraphElement>> {
  for (const { key, equals } of keys) {
    while (run.reader.prepare?.(key!) === false) if (tick(piece)) yield undefined;
    const found = run.reader.seek?.(key!, equals![0]!);
    if (found) return found;
  }
  return fact.of === 'nodes' ? run.reader.nodes() : run.reader.edges();
}

function seeking(op: Op): Op {
  const { fact } = op;
  if (fact?.is !== 'scan' || fact.of !== 'nodes' || fact.ids) return op;
  const found = fact.all.filter(seekable);
  // Type is the key that tells least; another one goes first.
  const keys = [...found.filter((one) => one.key !== 'Type'), ...found.filter((one) => one.key === 'Type')];
  if (keys.length === 0) return op;
  return scanOp(
    op,
    fact,
    (run, tick) => candidates(run, fact, keys, tick),
    `, by index on ${keys.map((one) => one.key).join(' or ')}`,
  );
}

export const seekByIndex: Rule = {
  name: 'seek-by-index',
  doc: 'Finds nodes with a value under a key through an index, where the reader has one.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) => {
      const sought = ops.map(seeking);
      return sought.every((op, i) => op === ops[i]) ? ops : sought;
    }),
};
