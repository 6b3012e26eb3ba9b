/** The rules, in the order in which they are applied. Each rewrites a plan to one that answers the same. */
import type { Plan } from '../plan.ts';
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [];

/** Applies every rule once, in order. */
export function optimise(plan: Plan): { plan: Plan; rules: string[] } {
  const applied: string[] = [];
  let current = plan;
  for (const rule of rules) {
    const next = rule.rewrite(current);
    if (next === current) continue;
    applied.push(rule.name);
    current = next;
  }
  return { plan: current, rules: applied };
}
