/** A rule rewrites a plan to one that gives the same rows in the same order, sooner. */
import type { Plan } from '../plan.ts';

export interface Rule {
  readonly name: string;
  readonly doc: string;
  /** The same plan, not a copy, where there is nothing to do. */
  rewrite(plan: Plan): Plan;
}
