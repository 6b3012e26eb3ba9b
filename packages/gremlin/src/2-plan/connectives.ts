/** `and()` and `or()` without arguments stand between what comes before and after them; `and` binds closer. */
import type { Step, Traversal } from '../1-parse/ast.ts';
import { join } from '../errors.ts';

/** Steps that start afresh, so that a connective does not reach over them. */
const starts = new Set([
  'V',
  'E',
  'inject',
  'with',
  'withSack',
  'withSideEffect',
  'withStrategies',
  'withPath',
  'withBulk',
]);

export function connectives(steps: readonly Step[]): readonly Step[] {
  if (!steps.some(isInfix)) return steps;
  let from = 0;
  for (let i = 0; i < steps.length && !isInfix(steps[i]!); i++) if (starts.has(steps[i]!.name)) from = i + 1;
  return [...steps.slice(0, from), combine(steps.slice(from), 'or')];
}

function isInfix(step: Step): boolean {
  return (step.name === 'and' || step.name === 'or') && step.args?.length === 0;
}

function combine(steps: readonly Step[], name: 'and' | 'or'): Step {
  const parts: Step[][] = [[]];
  let mark: Step | undefined;
  for (const step of steps) {
    if (step.name === name && isInfix(step)) {
      mark = step;
      parts.push([]);
    } else parts.at(-1)!.push(step);
  }
  if (!mark) return name === 'or' ? combine(steps, 'and') : steps[0]!;
  const args = parts.map((part): Traversal => {
    const inner = name === 'or' && part.some(isInfix) ? [combine(part, 'and')] : part;
    const [start, end] = [inner[0] ?? mark, inner.at(-1) ?? mark];
    return { kind: 'traversal', steps: inner, span: join(start.span, end.span) };
  });
  return { ...mark, args, span: join(steps[0]!.span, steps.at(-1)!.span) };
}
