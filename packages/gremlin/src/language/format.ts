/** A query in its canonical form, broken into lines where it is long. */
import { parseText } from '../1-parse/index.ts';
import { printStep } from '../1-parse/print.ts';

/** Throws a `GremlinError` where the text is not a query. */
export function format(text: string, width = 80): string {
  const query = parseText(text);
  const steps = query.steps.map((step) => printStep(step, query.root === 'g'));
  const line = [query.root, ...steps].join('.');
  if (line.length <= width || steps.length < 3) return line;
  const [first, ...rest] = steps;
  return [`${query.root}.${first}`, ...rest.map((step) => `  .${step}`)].join('\n');
}
