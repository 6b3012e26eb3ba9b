/**
 * Compares Canopy's verdicts with those of Cyclonus, on request: `node tests/peers/traffic/run.ts [--all] [NAME]`.
 * Prints a table for docs/traffic.md; ends with 1 where a difference has no explanation.
 */

import { join } from 'node:path';
import { goProgram, run } from '../go-program.ts';
import { differencesOf, printDifference } from './differences.ts';
import { complete, type ExampleSet, type RawSet } from './example-set.ts';
import { ours } from './ours.ts';
import { populated } from './populate.ts';
import { isAllowed, type Question, questionOf } from './question.ts';
import { randomSets, shapes } from './sources.ts';
import { type Row, table } from './table.ts';
import { type Analyser, shippedSets, theirs } from './theirs.ts';

const RANDOM_SETS = 500;
const AT_ONCE = 50;
const MOST_SHOWN = 20;

process.exitCode = await compare(process.argv.slice(2));

async function compare(args: readonly string[]): Promise<number> {
  const all = args.includes('--all');
  const wanted = args.find((arg) => !arg.startsWith('-'));
  const seed = Number(process.env.CANOPY_SEED ?? 1);
  const source = join(import.meta.dirname, 'analyser');
  const built = await goProgram({ name: 'traffic', source, build: ['build', '.'] }, console.error).catch(
    (cause: Error) => cause,
  );
  if (built instanceof Error) {
    console.error(built.message);
    return 2;
  }
  const analyser: Analyser = (given, input) => run(built, given, { cwd: source, input });
  const raw = [...(await shippedSets(analyser)), ...shapes(), ...randomSets(RANDOM_SETS, seed)];
  const asked = raw
    .filter(({ name }) => wanted === undefined || name.includes(wanted))
    .map((set: RawSet) => complete(populated(set)))
    .map((set): readonly [ExampleSet, Question] => [set, questionOf(set)]);
  const rows = new Map<string, Row>();
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const some = asked.slice(at, at + AT_ONCE);
    const answers = await theirs(analyser, some);
    for (const [i, [set, question]] of some.entries()) take(rows, set, question, answers[i]!);
  }
  const differences = [...rows.values()].flatMap((row) => row.differences);
  const open = differences.filter(({ why }) => why === undefined);
  for (const each of (all ? differences : open).slice(0, all ? undefined : MOST_SHOWN)) {
    console.error(printDifference(each));
  }
  console.log(table(rows));
  if (open.length > 0) console.error(`${open.length} differences have no explanation`);
  return open.length > 0 ? 1 : 0;
}

function take(
  rows: Map<string, Row>,
  set: ExampleSet,
  question: Question,
  answer: { verdicts: string; error?: string },
): void {
  const row = rows.get(set.source) ?? { sets: 0, verdicts: 0, allowed: 0, differences: [] };
  rows.set(set.source, row);
  row.sets++;
  if (answer.error !== undefined) {
    console.error(`${set.name}: Cyclonus refuses it: ${answer.error}`);
    return;
  }
  const own = ours(set, question);
  row.verdicts += own.length;
  row.allowed += [...own].filter(isAllowed).length;
  row.differences.push(...differencesOf(set, question, own, answer.verdicts));
}
