/**
 * Compares answers with those of TinkerGraph, on request: `node tests/peers/gremlin/run.ts [--all] [--random=N] [NAME]`.
 * Prints a table; ends with 1 where a difference has no explanation.
 */
import { compare, type Difference, type Verdict } from './compare.ts';
import { optimised } from './explanations.ts';
import { type Judge, tinkerGraph } from './judge.ts';
import { randomQuestions } from './random.ts';
import { type Asked, suite } from './suite.ts';

/** Those that may change an answer, by merging rows early or by counting no further than needed. */
const optimisations = [
  'CountStrategy',
  'LazyBarrierStrategy',
  'PathRetractionStrategy',
  'EarlyLimitStrategy',
  'RepeatUnrollStrategy',
  'IncidentToAdjacentStrategy',
  'AdjacentToIncidentStrategy',
  'ByModulatorOptimizationStrategy',
  'FilterRankingStrategy',
  'InlineFilterStrategy',
  'IdentityRemovalStrategy',
];
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
  const verdicts = await unoptimised(
    judge,
    asked.map((one, i) => compare(one, answers[i]!)),
  );
  const differences = verdicts.filter((one): one is Difference => typeof one === 'object');
  const open = differences.filter(({ why }) => why === undefined);
  for (const each of (args.includes('--all') ? differences : open).slice(0, MOST_SHOWN)) console.error(printed(each));
  console.log(`${table(asked, verdicts)}\n\n${reasons(differences)}`);
  if (open.length > 0) console.error(`${open.length} differences have no explanation`);
  return open.length > 0 ? 1 : 0;
}

/** Asks again, without the strategies that rewrite a traversal, where nothing else explains a difference. */
async function unoptimised(judge: Judge, verdicts: readonly Verdict[]): Promise<readonly Verdict[]> {
  const open = verdicts.filter((one): one is Difference => typeof one === 'object' && one.why === undefined);
  if (open.length === 0) return verdicts;
  const plainly = (query: string) => query.replace(/^g\./, `g.withoutStrategies(${optimisations.join(', ')}).`);
  const again = await judge(open.map(({ asked }) => ({ ...asked, query: plainly(asked.query) })));
  const explained = new Set(open.filter(({ asked }, i) => compare(asked, again[i]!) === 'agree'));
  return verdicts.map((one) => (typeof one === 'object' && explained.has(one) ? { ...one, why: optimised } : one));
}

function printed({ asked, ours, theirs, why }: Difference): string {
  const cut = (text: string) => (text.length > 400 ? `${text.slice(0, 400)}…` : text);
  return `${asked.graph}: ${asked.query}\n  here  ${cut(ours)}\n  there ${cut(theirs)}\n  ${why?.title ?? 'NOT EXPLAINED'}`;
}

/** How often each explanation was needed. */
function reasons(differences: readonly Difference[]): string {
  const counts = new Map<string, number>();
  for (const { why } of differences) if (why) counts.set(why.title, (counts.get(why.title) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return ['| explained by | times |', '|---|--:|', ...sorted.map(([title, n]) => `| ${title} | ${n} |`)].join('\n');
}

function table(asked: readonly Asked[], verdicts: readonly Verdict[]): string {
  const lines = ['| traversals | asked | agree | explained | differ | not compared |', '|---|--:|--:|--:|--:|--:|'];
  for (const name of [...new Set(asked.map(({ source }) => source)), 'all']) {
    const of = verdicts.filter((_, i) => name === 'all' || asked[i]!.source === name);
    const count = (test: (one: Verdict) => boolean) => of.filter(test).length;
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
