/**
 * Where only counts or distinct values are wanted in the end, equal rows are merged between hops and carried as one that
 * stands for many. Without it the number of rows grows with the number of ways; with it, with the number of nodes.
 */
import { merging } from '../../3-run/merge.ts';
import type { Op, Plan } from '../plan.ts';
import { rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

/** How many rows wait before they are handed on. */
const batch = 2500;

function mergeOp(after: Op): Op {
  return {
    text: 'merge equal rows',
    span: after.span,
    children: [],
    traits: { bulks: true },
    open: (run) => (rows) => merging(rows, batch, () => run.tick(after.span)),
  };
}

/** Ends at which neither order nor multiplicity of rows before it shows otherwise than as a number. */
function absorbs(op: Op): boolean {
  return op.fact?.is === 'count' || op.fact?.is === 'dedup';
}

function carries(op: Op): boolean {
  return op.traits.bulks === true && !op.traits.ordered && !op.traits.barrier && !op.traits.needsTrail;
}

/** Puts merges between the hops of the stretch that ends at `end`. */
function merged(ops: readonly Op[], end: number): Op[] {
  let from = end;
  while (from > 0 && carries(ops[from - 1]!)) from--;
  const changed: Op[] = [];
  for (let i = from; i < end; i++) {
    const op = ops[i]!;
    const further = ops.slice(i + 1, end).some((next) => next.fact?.is === 'hop' || next.fact?.is === 'repeat');
    changed.push(
      op.fact?.is === 'repeat' && op.children.every((child) => child.ops.every(carries)) ? op.fact.bulky() : op,
    );
    if (further && (op.fact?.is === 'hop' || op.fact?.is === 'repeat')) changed.push(mergeOp(op));
  }
  return [...ops.slice(0, from), ...changed, ...ops.slice(end)];
}

function rewrite(ops: readonly Op[], plan: Plan): readonly Op[] {
  if (plan.trails) return ops;
  const end = ops.findIndex(absorbs);
  if (end < 1 || !ops.slice(0, end).some((op) => op.fact?.is === 'hop' || op.fact?.is === 'repeat')) return ops;
  const changed = merged(ops, end);
  return changed.length === ops.length && changed.every((op, i) => op === ops[i]) ? ops : changed;
}

export const mergeEquals: Rule = {
  name: 'merge-equals',
  doc: 'Carries equal rows as one where only counts or distinct values are wanted.',
  rewrite: (plan) => rewriteOps(plan, rewrite),
};
