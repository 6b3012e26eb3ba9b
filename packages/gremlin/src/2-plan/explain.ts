/** A plan as text: one operation a line, children indented, for people and for cases. */
import type { Op, Plan } from './plan.ts';

/** What `profile` measured at an operation. */
export interface Count {
  readonly rows: number;
  /** Milliseconds, with those of the operations before it. */
  readonly time: number;
}

export function explainPlan(plan: Plan, counts?: ReadonlyMap<object, Count>): string {
  return plan.ops.flatMap((op, i) => lines(op, `${i + 1}.`, counts)).join('\n');
}

function lines(op: Op, number: string, counts: ReadonlyMap<object, Count> | undefined): string[] {
  const count = counts?.get(op);
  const measured = count ? `  [${count.rows} rows, ${count.time.toFixed(3)} ms]` : '';
  const own = `${number} ${op.text}${measured}`;
  const children = op.children.filter((child) => child.ops.length > 0);
  return [
    own,
    ...children.flatMap((child, i) =>
      child.ops.flatMap((inner, j) => lines(inner, `  ${number}${i + 1}.${j + 1}.`, counts)),
    ),
  ];
}
