/** Text to a plan that is ready to run, and what running it needs from outside. */

import type { Query } from './1-parse/ast.ts';
import { parseText } from './1-parse/index.ts';
import { Builder } from './2-plan/build.ts';
import type { Plan } from './2-plan/plan.ts';
import { optimise } from './2-plan/rules/index.ts';
import { defaultLimits, type Limits } from './3-run/limits.ts';
import type { Environment, TimeSlice } from './3-run/run.ts';
import { GremlinError } from './errors.ts';
import { compilePattern } from './predicates/pattern.ts';
import type { GraphReader } from './reader.ts';

export interface Options {
  readonly limits?: Partial<Limits>;
  /** The graph as it was, for `At` and `Context`; without it they fail with "no history". */
  readonly at?: (time: TimeSlice) => GraphReader;
  /** Values for names that stand in the query. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Ends a sliced run. */
  readonly signal?: AbortSignal;
  /** Milliseconds that only grow. */
  readonly clock?: () => number;
  readonly now?: () => number;
  /** Between 0 and 1, for `sample`, `coin` and `shuffle`. */
  readonly random?: () => number;
  /** Whether the rules rewrite the plan; on unless false. */
  readonly optimise?: boolean;
}

export interface Compiled {
  readonly text: string;
  readonly query: Query;
  readonly plan: Plan;
  /** The plan before the rules. */
  readonly written: Plan;
  /** The rules that changed something, in the order in which they did. */
  readonly rules: readonly string[];
  /** Whether the query ends in explain() or profile(), and so asks about itself. */
  readonly asks: 'explain' | 'profile' | undefined;
}

/** Parses, checks and plans. Throws a `GremlinError` with its position. */
export function compile(text: string, options: Options = {}): Compiled {
  const whole = parseText(text);
  const last = whole.steps.at(-1);
  const word = last?.args?.length === 0 ? last.name.toLowerCase() : '';
  const asks = word === 'explain' || word === 'profile' ? word : undefined;
  const query = asks ? { ...whole, steps: whole.steps.slice(0, -1) } : whole;
  return located(text, () => {
    const limits = { ...defaultLimits, ...options.limits };
    const builder = new Builder(query.root, {
      toolbox: { pattern: compilePattern },
      parameters: options.parameters ?? {},
      steps: limits.steps,
    });
    const written = builder.query(query);
    const { plan, rules } = options.optimise === false ? { plan: written, rules: [] } : optimise(written);
    return { text, query: whole, plan, written, rules, asks };
  });
}

/** Gives the errors of what it runs the text that their place refers to. */
export function located<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explained(text, error);
  }
}

/** A query error knows its text; running out of stack is one, too: only nesting beyond reason does it. */
export function explained(text: string, error: unknown): unknown {
  const known =
    error instanceof RangeError
      ? new GremlinError(
          'LIMIT',
          'The query needs more depth or length than there is',
          { offset: 0, length: text.length },
          'limit "memory"',
        )
      : // What a value refused where no step caught it: the query as a whole is the place.
        error instanceof Error && error.constructor === Error
        ? new GremlinError('VALUE', error.message, { offset: 0, length: text.length })
        : error;
  if (known instanceof GremlinError) known.text ??= text;
  return known;
}

export function environmentOf(options: Options): Environment {
  return {
    limits: { ...defaultLimits, ...options.limits },
    clock: options.clock ?? (() => performance.now()),
    now: options.now ?? Date.now,
    random: options.random ?? Math.random,
    at: options.at,
    parameters: options.parameters ?? {},
    pattern: compilePattern,
  };
}
