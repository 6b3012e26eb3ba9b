/**
 * node tests/bench/compare.ts BEFORE.json AFTER.json: two runs of `npm run bench -- --json FILE`, on one machine, as a
 * Markdown table; the last column says how many times the first figure the second one is. With one file: that run alone.
 */

import { readFileSync } from 'node:fs';
import type { Figure } from './figure.ts';

const files = process.argv.slice(2);
if (files.length !== 1 && files.length !== 2) {
  console.error('node tests/bench/compare.ts BEFORE.json [AFTER.json]');
  process.exit(2);
}
const [before, after] = files.map((file) => read(file));

function read(file: string): Map<string, Figure> {
  const figures = JSON.parse(readFileSync(file, 'utf8')) as Figure[];
  return new Map(figures.map((figure) => [titleOf(figure), figure]));
}

/** The name with the sizes; what a figure happens to count in the graph does not tell it from another. */
function titleOf({ name, parameters }: Figure): string {
  const sizes = Object.entries(parameters).filter(([key]) => !/^graph|PerPod$|megabytes/.test(key));
  return [name, ...sizes.map(([key, value]) => `${key} ${value}`)].join(', ');
}

const rounded = (value: number | undefined) => (value === undefined ? '–' : `${Number(value.toPrecision(4))}`);

if (after === undefined) {
  console.log('| figure | value | unit |\n|---|---:|---|');
  for (const [title, { value, unit }] of before!) console.log(`| ${title} | ${rounded(value)} | ${unit} |`);
  process.exit(0);
}
console.log('| figure | before | after | unit | times |\n|---|---:|---:|---|---:|');
for (const title of new Set([...before!.keys(), ...after.keys()])) {
  const [a, b] = [before!.get(title), after.get(title)];
  const times = a === undefined || b === undefined || a.value === 0 ? '–' : `${(b.value / a.value).toFixed(2)}`;
  const unit = (a ?? b)!.unit;
  console.log(`| ${title} | ${rounded(a?.value)} | ${rounded(b?.value)} | ${unit} | ${times} |`);
}
