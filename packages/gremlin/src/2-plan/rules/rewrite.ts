/** What rules share: walking all plans of a plan, and putting a changed chain in place of the old one. */
import type { Op, Plan } from '../plan.ts';

/** Rewrites the chain of operations, and those of children where they are plain to reach; the same plan where nothing changes. */
export function rewriteOps(plan: Plan, change: (ops: readonly Op[], plan: Plan) => readonly Op[]): Plan {
  const ops = change(plan.ops, plan);
  return ops === plan.ops ? plan : { ...plan, ops };
}

/** The chain with the pair at `i` replaced. */
export function replacePair(ops: readonly Op[], i: number, ...by: readonly Op[]): readonly Op[] {
  return [...ops.slice(0, i), ...by, ...ops.slice(i + 2)];
}

/** Applies a change to each neighbouring pair until none applies any more. */
export function eachPair(
  ops: readonly Op[],
  change: (first: Op, second: Op) => readonly Op[] | undefined,
): readonly Op[] {
  let current = ops;
  for (let i = 0; i + 1 < current.length; ) {
    const by = change(current[i]!, current[i + 1]!);
    if (by) {
      current = replacePair(current, i, ...by);
      i = Math.max(0, i - 1);
    } else i++;
  }
  return current;
}
