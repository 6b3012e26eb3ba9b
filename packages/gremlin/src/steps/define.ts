/** What a step is: its names, what it takes and gives, its documentation, and how it becomes operations of a plan. */
import type { Step } from '../1-parse/ast.ts';
import type { Call } from '../2-plan/call.ts';
import type { Kind, Op } from '../2-plan/plan.ts';

export type Group =
  | 'source'
  | 'navigate'
  | 'filter'
  | 'project'
  | 'aggregate'
  | 'branch'
  | 'path'
  | 'value'
  | 'side'
  | 'modulate'
  | 'end';

export interface StepSpec {
  readonly name: string;
  readonly dialect: 'skydive' | 'tinkerpop';
  readonly group: Group;
  /** As the step may be written, one line a form. */
  readonly signatures: readonly string[];
  readonly doc: string;
  readonly example: string;
  /** The kinds it works on; all where absent. */
  readonly takes?: readonly Kind[];
  readonly gives: Kind | ((input: Kind, step: Step) => Kind);
  /** The steps that may follow to say how: `by`, `with`, `from` … */
  readonly modulators?: readonly string[];
  /** Other names, for those who remember those. */
  readonly aliases?: readonly string[];
  plan(call: Call): Op | readonly Op[];
}

export function defineStep(spec: StepSpec): StepSpec {
  return spec;
}
