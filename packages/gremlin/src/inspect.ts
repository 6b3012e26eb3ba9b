/** Looking at how a query is answered: its plan, and what each step of it cost. */
import { explainPlan } from './2-plan/explain.ts';
import { drained } from './3-run/pausing.ts';
import type { Flow } from './3-run/row.ts';
import { Run, rowsOf } from './3-run/run.ts';
import { type Compiled, compile, environmentOf, located, type Options } from './compile.ts';
import type { GraphReader } from './reader.ts';

/** The plan as written, the rules that changed it, and the plan that runs. */
export function explain(text: string, options: Options = {}): string {
  return explainCompiled(compile(text, options));
}

export function explainCompiled({ written, plan, rules }: Compiled): string {
  const before = explainPlan(written);
  if (rules.length === 0) return `plan\n${before}`;
  return `written\n${before}\nrules\n${rules.join(', ')}\nplan\n${explainPlan(plan)}`;
}

/** Runs the query to its end and says how many rows left each step and how long that took. */
export function profile(reader: GraphReader, text: string, options: Options = {}): string {
  return profileCompiled(reader, compile(text, options), options);
}

export function profileCompiled(reader: GraphReader, compiled: Compiled, options: Options = {}): string {
  return located(compiled.text, () =>
    drained(profiling(compiled, new Run(reader, compiled.plan, environmentOf(options), true))),
  );
}

/** `run` counts what each step gives. */
export function* profiling({ plan }: Compiled, run: Run): Flow<string> {
  let rows = 0;
  for (const row of rowsOf(run, plan)) {
    if (row === undefined) yield undefined;
    else rows += row.bulk;
  }
  return `${explainPlan(plan, run.counts)}\n${rows} rows`;
}
