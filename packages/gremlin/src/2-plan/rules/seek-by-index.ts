/** A scan for one value under a key, or for a text in its values, asks the reader's index, if it has one for that. */

import type { Tick } from '../../3-run/pausing.ts';
import type { Flow } from '../../3-run/row.ts';
import type { Run } from '../../3-run/run.ts';
import type { Condition } from '../../predicates/condition.ts';
import type { GraphReader, NodeElement } from '../../reader.ts';
import { shortestPart } from '../../trigram-index.ts';
import type { Op } from '../plan.ts';
import { rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';
import { type Candidates, type ScanFact, scanOp } from './scan.ts';

/** A question that an index may answer. */
interface Question {
  readonly key: string;
  readonly text: string;
  /** The part that is to be in a text; absent where the whole value is known. */
  readonly part?: string;
  /** Whether the answer leaves nothing of the condition to be asked. */
  readonly exact: boolean;
  readonly condition: Condition;
  ask(reader: GraphReader): Iterable<NodeElement> | undefined;
}

function questionOf(condition: Condition): Question[] {
  const { key, equals, exact = false, contains: part } = condition;
  if (key === undefined) return [];
  if (equals?.length === 1)
    return [{ key, text: key, exact, condition, ask: (reader) => reader.seek?.(key, equals[0]!) }];
  if (part === undefined || part.length < shortestPart) return [];
  return [{ key, part, text: `texts in ${key}`, exact: false, condition, ask: (reader) => reader.search?.(key, part) }];
}

/** A value tells more than a part of it, and the Type, which many share, the least. */
function breadth({ key, part }: Question): number {
  return part !== undefined ? 1 : key === 'Type' ? 2 : 0;
}

/** Nodes that one piece of the work on an index may read, counted as rows of work. */
const piece = 512;

/** Does the work on an index that the next question would do at once, with pauses. */
export function* prepared(run: Run, key: string, part: string | undefined, tick: Tick): Flow<void> {
  while (run.reader.prepare?.(key, part) === false) if (tick(piece)) yield undefined;
}

/** What the first index that serves one of the questions finds; everything where none does. */
function* candidates(run: Run, fact: ScanFact, questions: readonly Question[], tick: Tick): Flow<Candidates> {
  for (const { key, part, exact, condition, ask } of questions) {
    yield* prepared(run, key, part, tick);
    const found = ask(run.reader);
    if (found) return { elements: found, unproven: exact ? fact.all.filter((one) => one !== condition) : fact.all };
  }
  return { elements: fact.of === 'nodes' ? run.reader.nodes() : run.reader.edges(), unproven: fact.all };
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
