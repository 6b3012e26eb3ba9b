/** What a step's definition may ask of whoever plans the query. */
import type { Arg, Root, Step, Traversal } from '../1-parse/ast.ts';
import type { Toolbox } from '../predicates/define.ts';
import type { Kind, Op, Plan } from './plan.ts';

export interface Planner {
  readonly root: Root;
  readonly toolbox: Toolbox;
  /** Whether the step being planned stands in a nested traversal. */
  readonly nested: boolean;
  child(traversal: Traversal, input: Kind): Plan;
  /** What a literal, list, map or word means. */
  valueOf(arg: Arg): unknown;
  isPredicate(arg: Arg): boolean;
  /** Operations of another step without arguments, in the place of the one that is called. */
  step(name: string, call: { readonly step: Step; readonly input: Kind }): Op[];
}
