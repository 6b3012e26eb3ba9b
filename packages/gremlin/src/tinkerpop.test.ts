import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { execute } from './execute.ts';
import type { GraphReader } from './reader.ts';
import { gratefulGraph, toyGraphs } from './testing/index.ts';
import { showValue } from './testing/show.ts';

const facts = readFileSync(new URL('../testdata/tinkerpop.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string, ...string[]]);

const graphs: Readonly<Record<string, GraphReader>> = { ...toyGraphs, grateful: gratefulGraph() };

function answer(graph: string, query: string): string[] {
  try {
    return execute(graphs[graph]!, query).values.map(showValue).sort();
  } catch {
    return ['error'];
  }
}

describe('TinkerGraph and this engine answer alike', () => {
  for (const name of Object.keys(graphs))
    it(`on the ${name} graph`, () => {
      const differing = facts.filter(
        ([graph, query, ...rows]) => graph === name && JSON.stringify(answer(graph, query)) !== JSON.stringify(rows),
      );
      expect(differing.map(([, query]) => query)).toEqual([]);
    }, 60_000);
});
