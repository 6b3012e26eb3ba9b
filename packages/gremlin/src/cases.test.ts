import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actual, readCases } from './testing/case.ts';

const folder = new URL('../cases/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.case'))) {
  const { graph, cases } = readCases(readFileSync(new URL(file, folder), 'utf8'));
  describe(file, () => {
    for (const one of cases)
      it(one.title, () => {
        for (const [heading, expected] of one.expected) expect(actual(graph, one, heading)).toBe(expected);
      });
  });
}
