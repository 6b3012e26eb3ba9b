/**
 * node tests/bench/bars.ts RUN.json: what Canopy wants to reach, beside what a run of `npm run bench -- --json RUN.json`
 * measured, as a Markdown table. Ends with 1 when a bar is missed, and 2 when a figure for one is not in the file.
 */

import { readFileSync } from 'node:fs';
import type { Figure } from './figure.ts';

interface Bar {
  readonly what: string;
  readonly figure: string;
  /** The largest size in the file is taken; `at` picks others. */
  readonly at?: Readonly<Record<string, number | string>>;
  readonly most?: number;
  readonly least?: number;
  /** The figure divided by the same one at this size. */
  readonly over?: Readonly<Record<string, number>>;
}

const bars: readonly Bar[] = [
  { what: 'first sync, as many times as JSON.parse of the same bytes takes', figure: 'cold-sync/ratio', most: 2.5 },
  { what: 'the longest turn of the event loop while syncing, CPU', figure: 'http-sync/stall', most: 50 },
  { what: 'heap of one more pod, its two containers and all their edges', figure: 'heap/pod', most: 3_072 },
  { what: 'memory of the whole process', figure: 'cold-sync/rss', most: 1_500 },
  { what: 'one watch event, p99', figure: 'event/p99', most: 1 },
  { what: 'one watch event against 1,500 pods', figure: 'event/p50', over: { pods: 1_500 }, most: 1.5 },
  { what: 'a graph of 145,668 nodes from parsed objects', figure: 'census/build', at: { percent: 56 }, most: 3_000 },
  { what: 'as many policies as pods: from nothing', figure: 'policy/spread/init', most: 12_000 },
  { what: 'the same, every policy for every pod', figure: 'policy/all-match/init', most: 12_000 },
  { what: 'heap of that', figure: 'policy/spread/heap', most: 1_800 },
  { what: 'one verdict with its reasons, p99', figure: 'policy/spread/verdict-p99', most: 5 },
  { what: 'users of a secret, median', figure: 'gremlin/secret-users', most: 1 },
  { what: 'by label, median', figure: 'gremlin/label', most: 1 },
  { what: 'by type and name, median', figure: 'gremlin/type-and-name', most: 1 },
  ...[1_000, 50].flatMap((sockets): Bar[] => [
    {
      what: `executions a beat for 1,000 subscribers on 50 views, ${sockets} connections`,
      ...{ figure: 'fanout/200-events-executions-per-beat', at: { sockets }, most: 50 },
    },
    {
      what: `messages a CPU second, ${sockets} connections`,
      ...{ figure: 'fanout/messages-per-cpu', at: { sockets }, least: 100_000 },
    },
    {
      what: `messages a second by the clock, ${sockets} connections`,
      ...{ figure: 'fanout/messages', at: { sockets }, least: 100_000 },
    },
    { what: `frames lost, ${sockets} connections`, figure: 'fanout/lost', at: { sockets }, most: 0 },
  ]),
  { what: 'dashboard: frames while the whole cluster is panned', figure: 'dashboard/pan', least: 30 },
  { what: 'dashboard: a namespace of 3,000 pods opens', figure: 'dashboard/expand', most: 100 },
  ...[20, 200].map((changesPerSecond) => ({
    what: `dashboard: event to pixels at ${changesPerSecond} changes/s, p99`,
    ...{ figure: 'dashboard/event-to-pixels-p99', at: { changesPerSecond }, most: 250 },
  })),
  { what: 'dashboard: objects and relations that no count has', figure: 'dashboard/unaccounted', most: 0 },
  { what: 'dashboard: JavaScript before the editor opens', figure: 'dashboard/script', most: 150 },
  { what: 'a day of churn: growth of the heap, in percent', figure: 'churn/growth', most: 5 },
];

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('node tests/bench/bars.ts RUN.json');
  process.exit(2);
}
const figures = JSON.parse(readFileSync(file, 'utf8')) as Figure[];
const sizeOf = ({ parameters }: Figure): number => Number(parameters.pods ?? parameters.sockets ?? 0);

function find({ figure, at = {} }: Pick<Bar, 'figure' | 'at'>): Figure | undefined {
  return figures
    .filter(({ name }) => name === figure)
    .filter(({ parameters }) => Object.entries(at).every(([key, value]) => parameters[key] === value))
    .sort((a, b) => sizeOf(b) - sizeOf(a))[0];
}

function measured(bar: Bar): { value: number; figure: Figure } | undefined {
  const figure = find(bar);
  if (figure === undefined || bar.over === undefined) return figure && { value: figure.value, figure };
  const base = find({ figure: bar.figure, at: bar.over });
  return base && { value: figure.value / base.value, figure };
}

function titleOf({ name, parameters }: Figure): string {
  return [name, ...Object.entries(parameters).map(([key, value]) => `${key} ${value}`)].join(', ');
}

let code = 0;
console.log('| what | bar | measured | | figure |\n|---|---:|---:|---|---|');
for (const bar of bars) {
  const limit = bar.most === undefined ? `≥ ${bar.least}` : `≤ ${bar.most}`;
  const found = measured(bar);
  if (found === undefined) {
    code = 2;
    console.log(`| ${bar.what} | ${limit} | – | not measured | ${bar.figure} |`);
    continue;
  }
  const met = found.value <= (bar.most ?? Infinity) && found.value >= (bar.least ?? -Infinity);
  if (!met) code ||= 1;
  const unit = bar.over === undefined ? ` ${found.figure.unit}` : ' ×';
  const value = `${Number(found.value.toPrecision(3))}${unit}`;
  console.log(`| ${bar.what} | ${limit} | ${value} | ${met ? 'met' : '**missed**'} | ${titleOf(found.figure)} |`);
}
process.exit(code);
