/** Runs cases of the query language: {"id", "graph", "query", "expect", "ordered"} one a line; says which failed. */
import { readFileSync } from 'node:fs';
import {
  execute,
  type GraphPart,
  GremlinError,
  type MemoryGraphInput,
  memoryGraph,
  Path,
  type Result,
  toJson,
} from '@canopy/gremlin';
import { canonical } from './canonical.ts';

interface Expectation {
  readonly ids?: readonly unknown[];
  readonly values?: readonly unknown[];
  readonly count?: number;
  readonly error?: unknown;
}

interface Case {
  readonly id: string;
  readonly graph?: MemoryGraphInput;
  readonly query: string;
  readonly ordered?: boolean;
  readonly expect: Expectation;
}

interface Element {
  readonly id: string;
  readonly nativeId?: number;
}

const isElement = (value: object): value is Element => 'id' in value && 'metadata' in value;

/** The value with ids in the place of elements, however deep they lie. */
function named(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isElement(value)) return value.nativeId ?? value.id;
  if (value instanceof Path) return value.objects.map(named);
  if (Array.isArray(value) || value instanceof Set) return [...value].map(named);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(named(key)), named(item)]));
  return toJson(value);
}

/** An id may be written as a number or as its text. */
function asText(id: unknown): unknown {
  if (typeof id === 'number') return String(id);
  if (Array.isArray(id)) return id.map(asText);
  if (typeof id !== 'object' || id === null) return id;
  return Object.fromEntries(Object.entries(id).map(([key, item]) => [key, asText(item)]));
}

function same(got: readonly unknown[], wanted: readonly unknown[], ordered: boolean): boolean {
  const [a, b] = [got.map((one) => canonical(one)), wanted.map((one) => canonical(one))];
  return JSON.stringify(ordered ? a : a.sort()) === JSON.stringify(ordered ? b : b.sort());
}

/** What is in the graph that the result is, and which of it are nodes. */
function elementsOf({ values }: Result): { all: Element[]; nodes: Element[] } {
  const parts = values as readonly GraphPart[];
  return { all: parts.flatMap(({ nodes, edges }) => [...nodes, ...edges]), nodes: parts.flatMap(({ nodes }) => nodes) };
}

/** The result as lists of ids that a case may hold: a graph may be told by its nodes alone, paths by all they pass. */
function idLists(result: Result): unknown[][] {
  if (result.kind === 'graph') return Object.values(elementsOf(result)).map((some) => some.map(named));
  const all = result.values.map(named);
  return result.kind === 'paths' ? [all, all.flat()] : [all];
}

/** A scalar counts as its number; a graph as one, or as its elements. */
function counts(result: Result): unknown[] {
  const { kind, values } = result;
  if (kind === 'graph') return [elementsOf(result).all.length, values.length];
  return [...(kind === 'scalar' ? values : []), values.length];
}

function compare(
  wanted: readonly unknown[] | undefined,
  lists: readonly (readonly unknown[])[],
  ordered: boolean,
): string | undefined {
  if (!wanted || lists.some((got) => same(got, wanted, ordered))) return undefined;
  return `expected ${JSON.stringify(wanted)}, got ${JSON.stringify(lists[0])}`;
}

/** What is wrong, or nothing. */
function check({ graph = { nodes: [] }, query, expect, ordered = false }: Case): string | undefined {
  if (!['ids', 'values', 'count', 'error'].some((one) => Object.hasOwn(expect, one))) return 'nothing is expected';
  const reader = memoryGraph(graph);
  let result: Result;
  try {
    result = execute(reader, query);
  } catch (error) {
    // Only the language's own errors are answers; any other is a fault of the engine.
    return expect.error && error instanceof GremlinError ? undefined : String(error);
  }
  const { values } = result;
  if (expect.error) return `expected an error, got ${JSON.stringify(values.map(named))}`;
  if (expect.count !== undefined && !counts(result).includes(expect.count))
    return `expected ${expect.count} rows, got ${counts(result)[0]}`;
  return (
    compare(expect.ids?.map(asText), idLists(result).map(asText) as unknown[][], ordered) ??
    compare(expect.values, [values.map(toJson), values.map(named)], ordered)
  );
}

function checkLine(line: string): { id: string; query: string; problem: string | undefined } {
  let one: Partial<Case> = {};
  try {
    one = JSON.parse(line) as Case;
    return { id: String(one.id), query: String(one.query), problem: check(one as Case) };
  } catch (error) {
    return { id: String(one.id), query: String(one.query), problem: `this is no case: ${error}` };
  }
}

const file = process.argv[2];
if (!file) {
  console.error('usage: node tests/conformance/gremlin.mjs FILE.jsonl');
  process.exit(2);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    console.error(`cannot read ${path}: ${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}

let [passed, failed] = [0, 0];
const lines = read(file)
  .replace(/^\uFEFF/, '')
  .split('\n');
for (const [i, line] of lines.entries()) {
  if (line.trim() === '') continue;
  const { id, query, problem } = checkLine(line);
  if (problem === undefined) passed++;
  else {
    failed++;
    console.log(`line ${i + 1}, ${id}: ${query}\n  ${problem}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
