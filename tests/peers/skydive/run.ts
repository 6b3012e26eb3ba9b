/**
 * Compares answers with those of Skydive's own engine, on request: `node tests/peers/skydive/run.ts [--all] [--record] [TEXT]`.
 * Prints a table; ends with 1 where a difference has no explanation. `--record` keeps the answers that both give to the
 * written queries, for the tests of the query language.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, run } from '../go-program.ts';
import { compare } from './compare.ts';
import { type Explanation, explain } from './explanations.ts';
import { type Answer, ours, type Question, testdata, theirs, written } from './question.ts';
import { brokenQuestions, randomQuestions } from './random.ts';

const RANDOM = 4_000;
const BROKEN = 2_000;
const MOST_SHOWN = Number(process.env.CANOPY_SHOWN ?? 40);

interface Row {
  asked: number;
  agree: number;
  skipped: number;
  open: number;
  readonly why: Map<string, number>;
}

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const wanted = args.find((arg) => !arg.startsWith('-'));
  const source = join(import.meta.dirname, 'engine');
  const built = await goProgram({ name: 'skydive', source, build: ['build', '.'] }, console.error).catch(
    (cause: Error) => cause,
  );
  if (built instanceof Error) {
    console.error(built.message);
    return 2;
  }
  const seed = Number(process.env.CANOPY_SEED ?? 1);
  const known = written();
  const asked = [...known, ...randomQuestions(RANDOM, seed), ...brokenQuestions(known, BROKEN, seed)].filter(
    ({ query, source: from }) => wanted === undefined || query.includes(wanted) || from.includes(wanted),
  );
  const answers = await theirs(asked, (input) => run(built, [], { input }));
  if (args.includes('--record')) record(known, answers);
  const rows = new Map<string, Row>();
  let shown = 0;
  for (const [at, question] of asked.entries()) {
    const [own, other] = [ours(question), answers[at]!];
    const why = take(rows, question, own, other);
    if (why === undefined || (why.length > 0 && !args.includes('--all'))) continue;
    if (why.length === 0 && shown++ >= MOST_SHOWN && !args.includes('--all')) continue;
    console.error(print(question, own, other, why));
  }
  console.log(table(rows));
  const open = [...rows.values()].reduce((sum, row) => sum + row.open, 0);
  if (open > 0) console.error(`${open} differences have no explanation`);
  return open > 0 ? 1 : 0;
}

/** One a line: a query and what both answer. */
function record(known: readonly Question[], answers: readonly Answer[]): void {
  const lines = known.flatMap((question, at) => {
    const own = ours(question);
    if (compare(question, own, answers[at]!) !== 'agree') return [];
    const { kind, values } = own;
    return [JSON.stringify({ query: question.query, expect: kind === 'error' ? { error: true } : { kind, values } })];
  });
  writeFileSync(join(testdata, 'skydive.jsonl'), `${lines.join('\n')}\n`);
}

/** The explanations of a difference, none where nobody knows any; nothing where there is no difference. */
function take(
  rows: Map<string, Row>,
  question: Question,
  own: Answer,
  other: Answer,
): readonly Explanation[] | undefined {
  const row = rows.get(question.source) ?? { asked: 0, agree: 0, skipped: 0, open: 0, why: new Map() };
  rows.set(question.source, row);
  row.asked++;
  const verdict = compare(question, own, other);
  if (verdict !== 'differ') {
    row[verdict]++;
    return undefined;
  }
  const why = explain(question, own, other);
  const names = why.map(({ title }) => title).join('; ');
  if (why.length === 0) row.open++;
  else row.why.set(names, (row.why.get(names) ?? 0) + 1);
  return why;
}

function print({ query, graph }: Question, own: Answer, other: Answer, why: readonly Explanation[]): string {
  const said = ({ kind, values, error }: Answer) => error ?? `${kind} ${JSON.stringify(values)}`;
  const lines = [query, `  Canopy:  ${said(own)}`, `  Skydive: ${said(other)}`];
  if (why.length > 0) return [...lines, `  ${why.map(({ title }) => title).join('; ')}`].join('\n');
  return [...lines, ...(graph.nodes.length < 7 ? [`  ${JSON.stringify(graph)}`] : []), '  NOT EXPLAINED'].join('\n');
}

function table(rows: ReadonlyMap<string, Row>): string {
  const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  const all: Row = { asked: 0, agree: 0, skipped: 0, open: 0, why: new Map() };
  const lines: string[] = [];
  const write = (name: string, { asked, agree, why, skipped, open }: Row) =>
    lines.push(line([name, asked, agree, [...why.values()].reduce((sum, n) => sum + n, 0), skipped, open]));
  for (const [name, row] of rows) {
    write(name, row);
    for (const field of ['asked', 'agree', 'skipped', 'open'] as const) all[field] += row[field];
    for (const [title, n] of row.why)
      for (const each of title.split('; ')) all.why.set(each, (all.why.get(each) ?? 0) + n);
  }
  const explained = all.asked - all.agree - all.skipped - all.open;
  lines.push(line(['together', all.asked, all.agree, explained, all.skipped, all.open]));
  const reasons = [...all.why].sort(([, a], [, b]) => b - a).map(([title, n]) => line([title, n]));
  return [
    line(['queries', 'asked', 'agree', 'explained', 'not compared', 'not explained']),
    '|---|--:|--:|--:|--:|--:|',
    ...lines,
    '',
    line(['explanation', 'differences']),
    '|---|--:|',
    ...reasons,
  ].join('\n');
}
