/** A scan that asks filters itself. */

import type { Tick } from '../../3-run/pausing.ts';
import type { Flow } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { GremlinError } from '../../errors.ts';
import { passes } from '../../predicates/condition.ts';
import type { GraphElement } from '../../reader.ts';
import type { Fact, Op } from '../plan.ts';

export type ScanFact = Extract<Fact, { is: 'scan' }>;

export function scanOp(
  from: Op,
  fact: ScanFact,
  candidates: (run: Run, tick: Tick) => Flow<Iterable<GraphElement>> = (run) => everything(run, from, fact),
  how = '',
): Op {
  const { span } = from;
  const where = fact.all.length > 0 ? ` where ${fact.all.map((one) => one.text).join(' and ')}` : '';
  return {
    text: `scan ${fact.of}${fact.ids ? ` ${fact.ids.join(', ')}` : ''}${where}${how}`,
    span,
    children: [],
    traits: { bulks: true },
    fact,
    open: (run) =>
      function* (rows) {
        for (const row of rows) {
          if (row === undefined) yield undefined;
          if (row === undefined) continue;
          for (const element of yield* candidates(run, run.ticker(span))) {
            if (run.tick(span)) yield undefined;
            if (passes(fact.all, element, run.reader)) yield run.move(row, element);
          }
        }
      },
  };
}

function* everything({ reader }: Run, from: Op, { of, ids, strict }: ScanFact): Flow<Iterable<GraphElement>> {
  if (!ids) return of === 'nodes' ? reader.nodes() : reader.edges();
  return ids.flatMap((id) => {
    const element = of === 'nodes' ? reader.node(id) : reader.edge(id);
    if (!element && strict)
      throw new GremlinError('NOT_FOUND', `${of === 'nodes' ? 'Node' : 'Edge'} '${id}' does not exist`, from.span);
    return element ? [element] : [];
  });
}
