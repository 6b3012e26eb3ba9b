/** Runs a query to its end: at once, or in slices that leave the event loop its turns. */

import type { Plan } from './2-plan/plan.ts';
import { drained, listed, mapPausing, type Tick } from './3-run/pausing.ts';
import type { Flow } from './3-run/row.ts';
import { limitReached, Run, rowsOf } from './3-run/run.ts';
import { firstTurn, turn } from './3-run/turns.ts';
import { type Compiled, compile, environmentOf, explained, located, type Options } from './compile.ts';
import { explainCompiled, profiling } from './inspect.ts';
import type { GraphReader } from './reader.ts';
import { isPlain, kindOf, plain, type Result } from './result.ts';
import { Pile } from './values/pile.ts';
import { isGraphPart } from './values/value.ts';

/** Runs the query on the graph as it is now. Throws a `GremlinError` with its position. */
export function execute(reader: GraphReader, text: string, options: Options = {}): Result {
  return run(reader, compile(text, options), options);
}

/** Runs a query that was compiled before. */
export function run(reader: GraphReader, compiled: Compiled, options: Options = {}): Result {
  return located(compiled.text, () => {
    const current = runOf(reader, compiled, options);
    return drained(answering(compiled, current));
  });
}

/**
 * Like `execute`, but never keeps the event loop for more than a few milliseconds at a stretch. The graph may change between
 * slices: hand in a snapshot where that matters.
 */
export async function executeAsync(reader: GraphReader, text: string, options: Options = {}): Promise<Result> {
  // The first time that a process reads a query takes as long as several slices.
  await firstTurn();
  return runAsync(reader, compile(text, options), options);
}

export async function runAsync(reader: GraphReader, compiled: Compiled, options: Options = {}): Promise<Result> {
  try {
    const current = runOf(reader, compiled, options);
    return await sliced(answering(compiled, current), current, options.signal);
  } catch (error) {
    throw explained(compiled.text, error);
  }
}

function runOf(reader: GraphReader, compiled: Compiled, options: Options): Run {
  return new Run(reader, compiled.plan, environmentOf(options), compiled.asks === 'profile');
}

/** The answer; to explain() and profile() it is a text. */
function* answering(compiled: Compiled, current: Run): Flow<Result> {
  if (compiled.asks === 'explain') return { kind: 'values', values: [explainCompiled(compiled)] };
  if (compiled.asks === 'profile') return { kind: 'values', values: [yield* profiling(compiled, current)] };
  const values = new Pile<unknown>();
  const tick = current.ticker(end);
  const { rows } = current.environment.limits;
  for (const row of rowsOf(current, compiled.plan)) {
    if (row === undefined || tick()) yield undefined;
    if (row === undefined) continue;
    const value = isPlain(row.value) ? row.value : yield* plain(row.value, tick);
    if (values.length + row.bulk > rows) throw limitReached('rows', `${rows} rows`, end);
    values.push(value);
    if (row.bulk > 1) yield* repeated(values, value, row.bulk - 1, tick);
  }
  return yield* finish(yield* listed(values, values.length, tick), compiled.plan, current);
}

/** Where limits are met when all steps are done. */
const end = { offset: 0, length: 0 };

async function sliced<T>(flow: Flow<T>, current: Run, signal: AbortSignal | undefined): Promise<T> {
  await firstTurn();
  current.startSlice();
  for (let next = flow.next(); ; next = flow.next()) {
    if (next.done) return next.value;
    if (!current.sliceIsOver) continue;
    signal?.throwIfAborted();
    await turn();
    current.startSlice();
  }
}

function* repeated(values: Pile<unknown>, value: unknown, times: number, tick: Tick): Flow<void> {
  for (let i = 0; i < times; i++) {
    if (tick()) yield undefined;
    values.push(value);
  }
}

function* finish(values: unknown[], plan: Plan, current: Run): Flow<Result> {
  if (plan.gives !== 'graph' || values.some(isGraphPart)) return { kind: kindOf(plan.gives, values), values };
  const tick = current.ticker(end);
  const nodes = yield* mapPausing(current.reader.nodes(), itself, tick);
  const edges = yield* mapPausing(current.reader.edges(), itself, tick);
  return { kind: 'graph', values: [{ nodes, edges }] };
}

const itself = <T>(item: T) => item;
