import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { execute } from './execute.ts';
import { type MemoryGraphInput, memoryGraph } from './memory-graph.ts';
import { toJson } from './result.ts';

interface Fact {
  readonly query: string;
  readonly expect: { readonly kind: string; readonly values: readonly unknown[] } | { readonly error: true };
}

const read = (name: string) => readFileSync(new URL(`../testdata/${name}`, import.meta.url), 'utf8');
const { nodes, edges = [] } = JSON.parse(read('skydive.json')) as MemoryGraphInput;
const graph = memoryGraph({ nodes: nodes.map((node) => ({ host: 'host', ...node })), edges });
const facts = read('skydive.jsonl')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Fact);

function answer(query: string, kind: string): unknown {
  try {
    const { values } = execute(graph, query);
    return { kind, values: values.flatMap((value) => shown(value, kind)) };
  } catch {
    return { error: true };
  }
}

function shown(value: unknown, kind: string): readonly unknown[] {
  if (kind === 'values') return [toJson(value)];
  if (kind === 'paths') return [(value as readonly { id: string }[]).map(({ id }) => id)];
  if (kind !== 'graph') return [(value as { id: string }).id];
  const part = value as Record<'nodes' | 'edges', readonly { id: string }[]>;
  return [...part.nodes, ...part.edges].map(({ id }) => id);
}

describe("Skydive's own engine and this one answer alike", () => {
  const groups = Map.groupBy(
    facts,
    ({ query }) => /^\w+ ?\.\w+\([^)]*\)\.(\w+)/.exec(query)?.[1]?.toLowerCase() ?? 'less',
  );
  for (const [step, some] of groups)
    it(`to queries of ${step === 'less' ? 'a step or less' : `a source and ${step}`}`, () => {
      for (const fact of some) {
        const kind = 'kind' in fact.expect ? fact.expect.kind : 'nodes';
        expect(answer(fact.query, kind), fact.query).toEqual(fact.expect);
      }
    });
});
