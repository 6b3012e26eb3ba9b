/** Runs TinkerPop's feature files: which scenarios pass, which fail, and which are left out because they write. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { executeAsync, type GraphReader, Num, Tree } from '@canopy/gremlin';
import { gratefulGraph, toyGraphs } from '@canopy/gremlin/testing';
import { canonical } from './canonical.ts';
import { type Line, readFeature, type Scenario } from './gherkin.ts';
import { Notation, split } from './notation.ts';

const writes = /\b(?:addV|addE|property|drop|mergeV|mergeE|io|read|write|call)\s*\(/;
const graphs: Readonly<Record<string, () => GraphReader>> = {
  ...Object.fromEntries(Object.entries(toyGraphs).map(([name, graph]) => [name, () => graph])),
  grateful: gratefulGraph,
};
const loaded = new Map<string, GraphReader>();

function graphNamed(name: string): GraphReader | undefined {
  if (!loaded.has(name) && graphs[name]) loaded.set(name, graphs[name]());
  return loaded.get(name);
}

interface Plan {
  readonly graph: string;
  readonly query: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly next: boolean;
  readonly checks: readonly Line[];
}

/** `P.gt(xx1)` for a parameter that is said to be `of P.gt("…")`; two operands are given as a list of two. */
function predicateOf(name: string, predicate: string, parameters: Map<string, string>): string {
  const [, items] = /^l\[([\s\S]*)\]$/.exec(parameters.get(name) ?? '') ?? [];
  if (items === undefined || !/^(?:between|inside|outside)$/.test(predicate)) return `P.${predicate}(${name})`;
  const operands = split(items).map((text, i) => [`${name}_${i}`, text] as const);
  for (const [one, text] of operands) parameters.set(one, text);
  return `P.${predicate}(${operands.map(([one]) => one).join(', ')})`;
}

/** What the scenario wants done; a reason where it is left out. */
function planOf({ lines, tags }: Scenario): Plan | string {
  const parameters = new Map<string, string>();
  const predicates = new Map<string, string>();
  const remembered: string[] = [];
  let [graph, query, next] = ['empty', '', false];
  const checks: Line[] = [];
  for (const line of lines) {
    const [, named] = /^the (\w+) graph$/.exec(line.text) ?? [];
    const parameter = /^using the (parameter|side effect) (\w+) (?:defined as|of P\.(\w+)\() ?"([\s\S]*)"\)?$/.exec(
      line.text,
    );
    if (named) graph = named;
    else if (/^the graph initializer of/.test(line.text)) return 'writes';
    else if (/^(?:an unsupported test|nothing should happen because)/.test(line.text)) return 'unsupported';
    else if (parameter) {
      const [, sort, name = '', predicate, value = ''] = parameter;
      parameters.set(name, value.replaceAll('\\"', '"'));
      if (sort === 'side effect') remembered.push(name);
      else if (predicate) predicates.set(name, predicateOf(name, predicate, parameters));
    } else if (/^the traversal of/.test(line.text)) query = line.block ?? '';
    else if (/^iterated/.test(line.text)) next = line.text === 'iterated next';
    else checks.push(line);
  }
  if (writes.test(query)) return 'writes';
  if (tags.includes('@GraphComputerOnly') && !/\bshortestPath\(/.test(query)) return 'graph computer';
  const kept = remembered.map((name) => `withSideEffect("${name}", ${name}).`).join('');
  const asked = query.trim().replace(/^g\./, `g.${kept}`);
  return { graph, query: withPredicates(asked, predicates), parameters, next, checks };
}

/** The query with what they stand for in the place of names, except inside of texts. */
function withPredicates(query: string, predicates: ReadonlyMap<string, string>): string {
  return query.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\w+/g, (word) => predicates.get(word) ?? word);
}

/** A parameter as the engine takes it: numbers keep their type. */
function parameterOf(text: string, notation: Notation): unknown {
  const types = {
    b: 'byte',
    s: 'short',
    i: 'int',
    l: 'long',
    f: 'float',
    d: 'double',
    m: 'bigdecimal',
    n: 'bigint',
  } as const;
  const typed = /^d\[(.*)\]\.([bsilfdmn])$/.exec(text);
  if (typed) return new Num(Number(typed[1]), types[typed[2] as keyof typeof types]);
  return notation.read(text);
}

/** The rows that a single value stands for: the items of a collection, the entries of a map. */
function flat(value: unknown): readonly unknown[] {
  if (value instanceof Tree) return [value];
  if (Array.isArray(value) || value instanceof Set) return [...value];
  return value instanceof Map ? [...value].map((pair) => new Map([pair])) : [value];
}

/** Lists that come from what was kept on the side have no order in TinkerPop. */
function equalText(got: unknown, wanted: unknown, loose: boolean): boolean {
  if (canonical(got) === canonical(wanted)) return true;
  return loose && canonical(got, { ordered: false }) === canonical(wanted, { ordered: false });
}

function matchAll(got: readonly unknown[], wanted: readonly unknown[], loose: boolean): boolean {
  const left = [...got];
  return wanted.every((one) => {
    const at = left.findIndex((other) => equalText(other, one, loose));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** What is wrong with the rows, or nothing. */
function checkRows(line: Line, rows: readonly unknown[], notation: Notation, query: string): string | undefined {
  const loose = /\b(?:aggregate|store|cap)\(/.test(query);
  const wanted = line.table.map((cell) => notation.read(cell));
  const shown = () =>
    `wanted ${wanted.map((one) => canonical(one)).join(' ; ')}\n    got    ${rows
      .slice(0, 20)
      .map((one) => canonical(one))
      .join(' ; ')}`;
  const [, count] = /^the result should have a count of (\d+)/.exec(line.text) ?? [];
  if (count !== undefined)
    return rows.length === Number(count) ? undefined : `wanted ${count} rows, got ${rows.length}`;
  if (/^the result should be empty/.test(line.text)) return rows.length === 0 ? undefined : shown();
  if (/^the result should be unordered/.test(line.text))
    return rows.length === wanted.length && matchAll(rows, wanted, loose) ? undefined : shown();
  if (/^the result should be ordered/.test(line.text))
    return rows.length === wanted.length && rows.every((row, i) => equalText(row, wanted[i], loose))
      ? undefined
      : shown();
  if (/^the result should be of/.test(line.text)) {
    const any = rows.every((row) => wanted.some((one) => equalText(row, one, loose)));
    return any ? undefined : shown();
  }
  if (/^the result should be a subgraph/.test(line.text)) return checkGraph(rows[0], line.heading, wanted, shown);
  if (/^the result should be a tree/.test(line.text)) {
    const tree = canonical(readTree(line.block ?? '', notation));
    return canonical(rows[0]) === tree ? undefined : `wanted ${tree}\n    got    ${canonical(rows[0])}`;
  }
  return /^the (?:graph should return|traversal will raise)/.test(line.text)
    ? undefined
    : `this runner does not know: ${line.text}`;
}

function checkGraph(
  graph: unknown,
  heading: string,
  wanted: readonly unknown[],
  shown: () => string,
): string | undefined {
  if (typeof graph !== 'object' || graph === null || !('nodes' in graph) || !('edges' in graph)) return shown();
  const got = (heading === 'edges' ? graph.edges : graph.nodes) as readonly unknown[];
  return got.length === wanted.length && matchAll(got, wanted, false) ? undefined : shown();
}

/** A tree drawn with `|--` at each branch, three columns deeper for each level. */
function readTree(block: string, notation: Notation): Map<unknown, unknown> {
  const root = new Map<unknown, unknown>();
  const levels = [root];
  for (const line of block.split('\n')) {
    const match = /^( *)\|--(.*)$/.exec(line);
    if (!match) continue;
    const depth = match[1]!.length / 3;
    const below = new Map<unknown, unknown>();
    levels[depth]?.set(notation.read(match[2]!.trim()), below);
    levels[depth + 1] = below;
  }
  return root;
}

async function run(plan: Plan): Promise<string | undefined> {
  const reader = graphNamed(plan.graph);
  if (!reader) return `there is no graph ${plan.graph}`;
  const notation = new Notation(reader);
  const fails = plan.checks.find((line) => /^the traversal will raise an error/.test(line.text));
  const parameters = Object.fromEntries(
    [...plan.parameters].map(([name, text]) => [name, parameterOf(text, notation)]),
  );
  let rows: readonly unknown[];
  try {
    rows = (await executeAsync(reader, plan.query, { parameters, limits: { time: 30_000 } })).values;
  } catch (error) {
    return fails ? undefined : String(error);
  }
  if (fails) return `wanted an error, got ${rows.length} rows`;
  const taken = plan.next && rows.length > 0 ? flat(rows[0]) : rows;
  for (const line of plan.checks) {
    const [, count, query] = /^the graph should return (\d+) for count of "([\s\S]*)"$/.exec(line.text) ?? [];
    if (query) {
      const found = (await executeAsync(reader, query.replaceAll('\\"', '"'), { parameters })).values.length;
      if (found !== Number(count)) return `wanted ${count} of ${query}, got ${found}`;
    }
    const problem = checkRows(line, taken, notation, plan.query);
    if (problem) return problem;
  }
  return undefined;
}

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node tests/conformance/tinkerpop.mjs DIR');
  process.exit(2);
}
let [passed, failed] = [0, 0];
const skipped = new Map<string, number>();
for (const file of globSync('**/*.feature', { cwd: folder }).sort())
  for (const scenario of readFeature(readFileSync(join(folder, file), 'utf8'))) {
    const plan = planOf(scenario);
    if (typeof plan === 'string') {
      console.log(`skipped ${scenario.name}: ${plan}`);
      skipped.set(plan, (skipped.get(plan) ?? 0) + 1);
      continue;
    }
    const problem = await run(plan);
    if (problem === undefined) passed++;
    else {
      failed++;
      console.log(`failed ${file}: ${scenario.name}\n    ${plan.query}\n    ${problem}`);
    }
  }
console.log(`skipped: ${[...skipped].map(([reason, n]) => `${n} ${reason}`).join(', ') || 'none'}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
