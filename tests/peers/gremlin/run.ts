/**
 * Compares answers with those of TinkerGraph, on request: `node tests/peers/gremlin/run.ts [--all] [--random=N] [NAME]`.
 * Prints a table; ends with 1 where a difference has no explanation.
 */
import { compare, type Difference } from './compare.ts';
import { type Judge, tinkerGraph } from './judge.ts';
import { randomQuestions } from './random.ts';
import { type Asked, suite } from './suite.ts';

const RANDOM = 3_000;
const MOST_SHOWN = Number(process.env.CANOPY_SHOWN ?? 40);

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const wanted = args.find((arg) => !arg.startsWith('-'));
  const random = Number(args.find((arg) => arg.startsWith('--random='))?.split('=')[1] ?? RANDOM);
  let judge: Judge;
  try {
    judge = tinkerGraph();
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const asked = [...suite(), ...randomQuestions(random, Number(process.env.CANOPY_SEED ?? 1))].filter(
    ({ source, query }) => wanted === undefined || source.includes(wanted) || query.includes(wanted),
  );
  const answers = await judge(asked);
  const verdicts = asked.map((one, i) => compare(one, answers[i]!));
  const differences = verdicts.filter((one): one is Difference => typeof one === 'object');
  const open = differences.filter(({ why }) => why === undefined);
  for (const each of (args.includes('--all') ? differences : open).slice(0, MOST_SHOWN)) console.error(printed(each));
  console.log(table(asked, verdicts));
  if (open.length > 0) console.error(`${open.length} differences have no explanation`);
  return open.length > 0 ? 1 : 0;
}

function printed({ asked, ours, theirs, why }: Difference): string {
  const cut = (text: string) => (text.length > 400 ? `${text.slice(0, 400)}…` : text);
  return `${asked.graph}: ${asked.query}\n  here  ${cut(ours)}\n  there ${cut(theirs)}\n  ${why?.title ?? 'NOT EXPLAINED'}`;
}

function table(asked: readonly Asked[], verdicts: readonly (Difference | string)[]): string {
  const lines = ['| traversals | asked | agree | explained | differ | not compared |', '|---|--:|--:|--:|--:|--:|'];
  for (const name of [...new Set(asked.map(({ source }) => source)), 'all']) {
    const of = verdicts.filter((_, i) => name === 'all' || asked[i]!.source === name);
    const count = (test: (one: Difference | string) => boolean) => of.filter(test).length;
    const counts = [
      of.length,
      count((one) => one === 'agree'),
      count((one) => typeof one === 'object' && one.why !== undefined),
      count((one) => typeof one === 'object' && one.why === undefined),
      count((one) => one === 'late'),
    ];
    lines.push(`| ${name} | ${counts.join(' | ')} |`);
  }
  return lines.join('\n');
}
