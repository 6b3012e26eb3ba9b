/** A scan that asks filters itself. */

import type { Tick } from '../../3-run/pausing.ts';
import type { Flow } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import { GremlinError } from '../../errors.ts';
import { type Condition, passes } from '../../predicates/condition.ts';
import type { GraphElement } from '../../reader.ts';
import type { Fact, Op } from '../plan.ts';

export type ScanFact = Extract<Fact, { is: 'scan' }>;

/** Among which elements to look. */
export interface Candidates {
  readonly elements: Iterable<GraphElement>;
  /** What they still have to pass as long as the graph stays as it is. */
  readonly unproven: readonly Condition[];
}

export function scanOp(
  from: Op,
  fact: ScanFact,
  candidates: (run: Run, tick: Tick) => Flow<Candidates> = (run) => everything(run, from, fact),
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
          const { elements, unproven } = yield* candidates(run, run.ticker(span));
          const { revision } = run.reader;
          for (const element of elements) {
            if (run.tick(span)) yield undefined;
            const all = run.reader.revision === revision ? unproven : fact.all;
            if (passes(all, element, run.reader)) yield run.move(row, element);
          }
        }
      },
  };
}

function* everything({ reader }: Run, from: Op, { of, ids, strict, all }: ScanFact): Flow<Candidates> {
  if (!ids) return { elements: of === 'nodes' ? reader.nodes() : reader.edges(), unproven: all };
  const elements = ids.flatMap((id) => {
    const element = of === 'nodes' ? reader.node(id) : reader.edge(id);
    if (!element && strict)
      throw new GremlinError('NOT_FOUND', `${of === 'nodes' ? 'Node' : 'Edge'} '${id}' does not exist`, from.span);
    return element ? [element] : [];
  });
  return { elements, unproven: all };
}
