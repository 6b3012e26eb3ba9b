/** The rules, in the order in which they are applied. Each rewrites a plan to one that answers the same. */
import type { Plan } from '../plan.ts';
import { countFromReader } from './count-from-reader.ts';
import { countHops } from './count-hops.ts';
import { countSeeks } from './count-seeks.ts';
import { dropIdentity } from './drop-identity.ts';
import { earlyFilter } from './early-filter.ts';
import { earlyLimit } from './early-limit.ts';
import { filterPushdown } from './filter-pushdown.ts';
import { fuseHops } from './fuse-hops.ts';
import { mergeEquals } from './merge-equals.ts';
import type { Rule } from './rule.ts';
import { seekByIndex } from './seek-by-index.ts';
import { unrollRepeat } from './unroll-repeat.ts';

export const rules: readonly Rule[] = [
  dropIdentity,
  unrollRepeat,
  earlyFilter,
  countFromReader,
  fuseHops,
  filterPushdown,
  seekByIndex,
  earlyLimit,
  mergeEquals,
  countHops,
  countSeeks,
];

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
