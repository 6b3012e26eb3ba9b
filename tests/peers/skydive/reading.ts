/** A question, or its answer, as the other one reads it. */
import type { Arg, MemoryGraphInput, Query } from '@canopy/gremlin';
import type { Answer } from './question.ts';

export interface Reading {
  readonly title: string;
  query?(query: Query): Query;
  graph?(graph: MemoryGraphInput, text: string): MemoryGraphInput;
  /** What Canopy answered, as the other one would say it. */
  answer?(answer: Answer): Answer;
}

/** Each argument of each step, those of predicates included, as something else. */
export function argsOf(query: Query, change: (arg: Arg) => Arg): Query {
  const deep = (arg: Arg): Arg => change(arg.kind === 'predicate' ? { ...arg, args: arg.args.map(deep) } : arg);
  return { ...query, steps: query.steps.map((step) => (step.args ? { ...step, args: step.args.map(deep) } : step)) };
}
