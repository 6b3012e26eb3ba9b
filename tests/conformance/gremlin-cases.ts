/** Runs cases of the query language: {"id", "graph", "query", "expect", "ordered"} one a line; says which failed. */
import { readFileSync } from 'node:fs';
import { execute, type MemoryGraphInput, memoryGraph, toJson } from '@canopy/gremlin';
import { canonical } from './canonical.ts';

interface Case {
  readonly id: string;
  readonly graph: MemoryGraphInput;
  readonly query: string;
  readonly ordered?: boolean;
  readonly expect: {
    readonly ids?: unknown[];
    readonly values?: unknown[];
    readonly count?: number;
    readonly error?: true;
  };
}

interface Elements {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly id: string }[];
}

function idsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.map((one) => idsOf(one)[0]);
  if (typeof value !== 'object' || value === null) return [value];
  if ('nodes' in value && 'edges' in value && !('metadata' in value)) {
    const { nodes, edges } = value as Elements;
    return [...nodes, ...edges].map((one) => one.id);
  }
  return 'id' in value ? [value.id] : [value];
}

function same(got: readonly unknown[], wanted: readonly unknown[], ordered: boolean): boolean {
  const [a, b] = [got.map((one) => canonical(one)), wanted.map((one) => canonical(one))];
  return JSON.stringify(ordered ? a : a.sort()) === JSON.stringify(ordered ? b : b.sort());
}

/** What is wrong, or nothing. */
function check({ graph, query, expect, ordered = false }: Case): string | undefined {
  let result: ReturnType<typeof execute>;
  try {
    result = execute(memoryGraph(graph), query);
  } catch (error) {
    return expect.error ? undefined : String(error);
  }
  if (expect.error) return `expected an error, got ${JSON.stringify(toJson(result.values))}`;
  const { kind, values } = result;
  if (expect.count !== undefined) {
    const count = kind === 'scalar' && values.length === 1 ? values[0] : values.length;
    return count === expect.count || values.length === expect.count
      ? undefined
      : `expected ${expect.count} rows, got ${count}`;
  }
  const got = expect.ids
    ? values.flatMap((value) => (kind === 'paths' ? [idsOf(value)] : idsOf(value)))
    : values.map(toJson);
  const wanted = expect.ids ?? expect.values ?? [];
  return same(got, wanted, ordered) ? undefined : `expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`;
}

const file = process.argv[2];
if (!file) {
  console.error('usage: node tests/conformance/gremlin.mjs FILE.jsonl');
  process.exit(2);
}
let [passed, failed] = [0, 0];
for (const [i, line] of readFileSync(file, 'utf8').split('\n').entries()) {
  if (line.trim() === '') continue;
  const one = JSON.parse(line) as Case;
  const problem = check(one);
  if (problem === undefined) passed++;
  else {
    failed++;
    console.log(`line ${i + 1}, ${one.id}: ${one.query}\n  ${problem}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
