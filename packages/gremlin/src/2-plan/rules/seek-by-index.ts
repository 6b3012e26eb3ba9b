/** A scan for one value under a key, or for a text in its values, asks the reader's index, if it has one for that. */

import type { Tick } from '../../3-run/pausing.ts';
import type { Flow } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { GraphElement, GraphReader, NodeElement } from '../../reader.ts';
import { shortestPart } from '../../trigram-index.ts';
import type { Op } from '../plan.ts';
import { rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';
import { type ScanFact, scanOp } from './scan.ts';

/** A question that an index may answer. */
interface Question {
  readonly key: string;
  readonly text: string;
  /** The part that is to be in a text; absent where the whole value is known. */
  readonly part?: string;
  ask(reader: GraphReader): Iterable<NodeElement> | undefined;
}

function questionOf({ key, equals, contains: part }: Condition): Question[] {
  if (key === undefined) return [];
  if (equals?.length === 1) return [{ key, text: key, ask: (reader) => reader.seek?.(key, equals[0]!) }];
  if (part === undefined || part.length < shortestPart) return [];
  return [{ key, part, text: `texts in ${key}`, ask: (reader) => reader.search?.(key, part) }];
}

/** A value tells more than a part of it, and the Type, which many share, the least. */
function breadth({ key, part }: Question): number {
  return part !== undefined ? 1 : key === 'Type' ? 2 : 0;
}

/** Nodes that one piece of the work on an index may read, counted as rows of work. */
const piece = 512;

/** What the first index that serves one of the keys finds; everything where none does. */
function* candidates(
  run: Run,
  fact: ScanFact,
  questions: readonly Question[],
  tick: Tick,
): Flow<Iterable<GraphElement>> {
  for (const { key, part, ask } of questions) {
    while (run.reader.prepare?.(key, part) === false) if (tick(piece)) yield undefined;
    const found = ask(run.reader);
    if (found) return found;
  }
  return fact.of === 'nodes' ? run.reader.nodes() : run.reader.edges();
}

function seeking(op: Op): Op {
  const { fact } = op;
  if (fact?.is !== 'scan' || fact.of !== 'nodes' || fact.ids) return op;
  const questions = fact.all.flatMap(questionOf).sort((a, b) => breadth(a) - breadth(b));
  if (questions.length === 0) return op;
  return scanOp(
    op,
    fact,
    (run, tick) => candidates(run, fact, questions, tick),
    `, by index on ${questions.map((one) => one.text).join(' or ')}`,
  );
}

export const seekByIndex: Rule = {
  name: 'seek-by-index',
  doc: 'Finds nodes by a value under a key, or by a text in it, through an index, where the reader has one.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) => {
      const sought = ops.map(seeking);
      return sought.every((op, i) => op === ops[i]) ? ops : sought;
    }),
};
