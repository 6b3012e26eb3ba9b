/** Runs TinkerPop's feature files: which scenarios pass, which fail, and which are left out because they write. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { executeAsync, type GraphReader, GremlinError } from '@canopy/gremlin';
import { gratefulGraph, toyGraphs } from '@canopy/gremlin/testing';
import { readFeature } from './gherkin.ts';
import { Notation } from './notation.ts';
import { checkRows, flat, wantedError } from './scenario-checks.ts';
import { type Plan, planOf } from './scenario-plan.ts';

const graphs: Readonly<Record<string, () => GraphReader>> = {
  ...Object.fromEntries(Object.entries(toyGraphs).map(([name, graph]) => [name, () => graph])),
  grateful: gratefulGraph,
};
const loaded = new Map<string, GraphReader>();

function graphNamed(name: string): GraphReader | undefined {
  if (!loaded.has(name) && graphs[name]) loaded.set(name, graphs[name]());
  return loaded.get(name);
}

/** What is wrong, or nothing; `reworded` where an error came as wanted, but with a message of our own. */
interface Outcome {
  readonly problem?: string | undefined;
  readonly reworded?: boolean;
}

/** An error that was wanted has to be the query's: not that of a step that nobody wrote. */
function judgeError(error: unknown, { checks, query }: Plan): Outcome {
  const wanted = wantedError(checks);
  if (!wanted) return { problem: String(error) };
  const { code, message } = error as GremlinError;
  if (!(error instanceof GremlinError) || code === 'UNKNOWN_STEP' || code === 'LIMIT')
    return { problem: `wanted an error of the query, got ${error}` };
  const reworded = !wanted.worded(message);
  // The words of fail() are the query's own.
  return reworded && code === 'FAIL' ? { problem: `other words than ${query} has: ${message}` } : { reworded };
}

async function run(plan: Plan): Promise<Outcome> {
  const reader = graphNamed(plan.graph);
  if (!reader) return { problem: `there is no graph ${plan.graph}` };
  const notation = new Notation(reader);
  const parameters = Object.fromEntries([...plan.parameters].map(([name, text]) => [name, notation.read(text)]));
  const ask = async (query: string) =>
    (await executeAsync(reader, query, { parameters, limits: { time: 30_000 } })).values;
  let rows: readonly unknown[];
  try {
    rows = await ask(plan.query);
  } catch (error) {
    return judgeError(error, plan);
  }
  // Whoever asks for a first row where there is none gets an error in TinkerPop.
  if (wantedError(plan.checks))
    return plan.next && rows.length === 0 ? {} : { problem: `wanted an error, got ${rows.length} rows` };
  const taken = plan.next && rows.length > 0 ? flat(rows[0]) : rows;
  for (const line of plan.checks) {
    const [, count, query] = /^the graph should return (\d+) for count of "([\s\S]*)"$/.exec(line.text) ?? [];
    if (query) {
      const found = (await ask(query.replaceAll('\\"', '"'))).length;
      if (found !== Number(count)) return { problem: `wanted ${count} of ${query}, got ${found}` };
    }
    const problem = checkRows(line, taken, notation, plan.query);
    // A first row may also be meant whole: a path, a list, a map.
    if (problem && !(plan.next && checkRows(line, rows.slice(0, 1), notation, plan.query) === undefined))
      return { problem };
  }
  return {};
}

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node tests/conformance/tinkerpop.mjs DIR');
  process.exit(2);
}
const files = globSync('**/*.feature', { cwd: folder }).sort();
if (files.length === 0) {
  console.error(`there are no feature files in ${folder}`);
  process.exit(2);
}
let [passed, failed, reworded] = [0, 0, 0];
const skipped = new Map<string, number>();
for (const file of files)
  for (const scenario of readFeature(readFileSync(join(folder, file), 'utf8'))) {
    const plan = planOf(scenario);
    if (typeof plan === 'string') {
      console.log(`skipped ${scenario.name}: ${plan}`);
      skipped.set(plan, (skipped.get(plan) ?? 0) + 1);
      continue;
    }
    const outcome = await run(plan).catch((error: unknown): Outcome => ({ problem: `the runner failed: ${error}` }));
    if (outcome.reworded) reworded++;
    if (outcome.problem === undefined) passed++;
    else {
      failed++;
      console.log(`failed ${file}: ${scenario.name}\n    ${plan.query}\n    ${outcome.problem}`);
    }
  }
if (reworded > 0) console.log(`${reworded} errors came as wanted, in other words than TinkerPop's`);
console.log(`skipped: ${[...skipped].map(([reason, n]) => `${n} ${reason}`).join(', ') || 'none'}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
