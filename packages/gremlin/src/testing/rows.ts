/** The rows of a query before their numbers lose their types; for comparisons that look at those too. */
import { Run, rowsOf } from '../3-run/run.ts';
import { compile, environmentOf, located, type Options } from '../compile.ts';
import type { GraphReader } from '../reader.ts';

/** Throws a `GremlinError` as `execute` does. */
export function typedRows(reader: GraphReader, text: string, options: Options = {}): unknown[] {
  const compiled = compile(text, options);
  return located(compiled.text, () => {
    const run = new Run(reader, compiled.plan, environmentOf(options));
    const values: unknown[] = [];
    for (const row of rowsOf(run, compiled.plan)) if (row) for (let i = 0; i < row.bulk; i++) values.push(row.value);
    return values;
  });
}
