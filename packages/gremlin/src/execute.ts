/** Runs a query to its end: at once, or in slices that leave the event loop its turns. */

import type { Plan } from './2-plan/plan.ts';
import type { Row } from './3-run/row.ts';
import { limitReached, Run, rowsOf } from './3-run/run.ts';
import { type Compiled, compile, environmentOf, explained, located, type Options } from './compile.ts';
import { explainCompiled, profileCompiled } from './inspect.ts';
import type { GraphReader } from './reader.ts';
import { kindOf, plain, type Result } from './result.ts';
import { isGraphPart } from './values/value.ts';

/** Runs the query on the graph as it is now. Throws a `GremlinError` with its position. */
export function execute(reader: GraphReader, text: string, options: Options = {}): Result {
  return run(reader, compile(text, options), options);
}

/** Runs a query that was compiled before. */
export function run(reader: GraphReader, compiled: Compiled, options: Options = {}): Result {
  if (compiled.asks) return told(reader, compiled, options);
  return located(compiled.text, () => {
    const current = new Run(reader, compiled.plan, environmentOf(options));
    const values: unknown[] = [];
    for (const row of rowsOf(current, compiled.plan)) if (row) keep(values, row, current);
    return finish(values, compiled.plan, current);
  });
}

/**
 * Like `execute`, but never keeps the event loop for more than a few milliseconds at a stretch. The graph may change between
 * slices: hand in a snapshot where that matters.
 */
export async function executeAsync(reader: GraphReader, text: string, options: Options = {}): Promise<Result> {
  return runAsync(reader, compile(text, options), options);
}

export async function runAsync(reader: GraphReader, compiled: Compiled, options: Options = {}): Promise<Result> {
  if (compiled.asks) return told(reader, compiled, options);
  try {
    const current = new Run(reader, compiled.plan, environmentOf(options));
    const values: unknown[] = [];
    current.startSlice();
    for (const row of rowsOf(current, compiled.plan)) {
      if (row) keep(values, row, current);
      else if (current.sliceIsOver) {
        options.signal?.throwIfAborted();
        await turn();
        current.startSlice();
      }
    }
    return finish(values, compiled.plan, current);
  } catch (error) {
    throw explained(compiled.text, error);
  }
}

/** The answer to explain() or profile(): a text. */
function told(reader: GraphReader, compiled: Compiled, options: Options): Result {
  const text = compiled.asks === 'explain' ? explainCompiled(compiled) : profileCompiled(reader, compiled, options);
  return { kind: 'values', values: [text] };
}

/** Lets everything else that waits have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function keep(values: unknown[], row: Row, current: Run): void {
  const { rows } = current.environment.limits;
  if (values.length + row.bulk > rows) throw limitReached('rows', `${rows} rows`, { offset: 0, length: 0 });
  const value = plain(row.value);
  for (let i = 0; i < row.bulk; i++) values.push(value);
}

function finish(values: unknown[], plan: Plan, current: Run): Result {
  if (plan.gives === 'graph' && !values.some(isGraphPart))
    return { kind: 'graph', values: [{ nodes: [...current.reader.nodes()], edges: [...current.reader.edges()] }] };
  return { kind: kindOf(plan.gives, values), values };
}
