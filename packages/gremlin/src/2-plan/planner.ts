/** What a step's definition may ask of whoever plans the query. */
import type { Arg, Root, Step, Traversal } from '../1-parse/ast.ts';
import type { Toolbox } from '../predicates/define.ts';
import type { Kind, Op, Plan } from './plan.ts';

export interface Strategies {
  /** Whether `by` answers null where it has nothing, save for these keys. */
  productive?: ReadonlySet<string>;
  /** Whether steps along edges have to name labels. */
  labels?: boolean;
  /** What makes chance repeat itself. */
  seed?: number;
}

export interface Planner {
  readonly root: Root;
  readonly toolbox: Toolbox;
  /** Whether the step being planned stands in a nested traversal. */
  readonly nested: boolean;
  child(traversal: Traversal, input: Kind): Plan;
  /** What a literal, list, map or word means. */
  valueOf(arg: Arg): unknown;
  isPredicate(arg: Arg): boolean;
  /** What the strategies before the query say about its steps. */
  readonly strategies: Strategies;
  /** Operations of another step without arguments, in the place of the one that is called. */
  step(name: string, call: { readonly step: Step; readonly input: Kind }): Op[];
}
