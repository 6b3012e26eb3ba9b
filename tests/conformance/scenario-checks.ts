/** Whether rows are what a scenario says that they should be. */
import { Path, Tree } from '@canopy/gremlin';
import { canonical } from './canonical.ts';
import type { Line } from './gherkin.ts';
import type { Notation } from './notation.ts';

/** What a single value stands for where rows are wanted: its items, entries or objects. */
export function flat(value: unknown): readonly unknown[] {
  if (value instanceof Tree) return [value];
  if (Array.isArray(value) || value instanceof Set) return [...value];
  if (value instanceof Path) return value.objects;
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
export function checkRows(line: Line, rows: readonly unknown[], notation: Notation, query: string): string | undefined {
  const loose = /\b(?:aggregate|store|cap)\(/.test(query);
  const wanted = line.table.map((cell) => notation.read(cell));
  const told = (values: readonly unknown[]) => values.map((one) => canonical(one)).join(' ; ');
  const shown = () => `wanted ${told(wanted)}\n    got    ${told(rows.slice(0, 20))}`;
  const when = (right: boolean) => (right ? undefined : shown());
  const [, count] = /^the result should have a count of (\d+)$/.exec(line.text) ?? [];
  if (count !== undefined)
    return rows.length === Number(count) ? undefined : `wanted ${count} rows, got ${rows.length}`;
  switch (line.text) {
    case 'the result should be empty':
      return when(rows.length === 0);
    case 'the result should be unordered':
      return when(rows.length === wanted.length && matchAll(rows, wanted, loose));
    case 'the result should be ordered':
      return when(rows.length === wanted.length && rows.every((row, i) => equalText(row, wanted[i], loose)));
    case 'the result should be of':
      return when(rows.every((row) => wanted.some((one) => equalText(row, one, loose))));
    case 'the result should be a subgraph with the following':
      return when(isGraph(rows[0], line.heading, wanted));
    case 'the result should be a tree with a structure of':
      return checkTree(rows[0], line.block ?? '', notation);
  }
  return /^the (?:graph should return|traversal will raise)/.test(line.text)
    ? undefined
    : `this runner does not know: ${line.text}`;
}

function isGraph(graph: unknown, heading: string, wanted: readonly unknown[]): boolean {
  if (typeof graph !== 'object' || graph === null || !('nodes' in graph) || !('edges' in graph)) return false;
  const got = (heading === 'edges' ? graph.edges : graph.nodes) as readonly unknown[];
  return got.length === wanted.length && matchAll(got, wanted, false);
}

function checkTree(got: unknown, block: string, notation: Notation): string | undefined {
  const tree = canonical(readTree(block, notation));
  return canonical(got) === tree ? undefined : `wanted ${tree}\n    got    ${canonical(got)}`;
}

/** A tree drawn with `|--` at each branch; what stands further to the right is below. */
function readTree(block: string, notation: Notation): Map<unknown, unknown> {
  const root = new Map<unknown, unknown>();
  const above = [{ column: -1, below: root }];
  for (const line of block.split('\n')) {
    const [, left, name] = /^(.*?)\|--\s?(.*?)\s*$/.exec(line) ?? [];
    if (left === undefined || name === undefined) continue;
    while (above.at(-1)!.column >= left.length) above.pop();
    const below = new Map<unknown, unknown>();
    above.at(-1)!.below.set(notation.read(name), below);
    above.push({ column: left.length, below });
  }
  return root;
}

const errorLine =
  /^the traversal will raise an error(?: with message (containing|starting|ending) text of "([\s\S]*)")?$/;

export interface WantedError {
  /** Whether the message is worded as TinkerPop words it. */
  worded(message: string): boolean;
}

/** The error that the scenario wants, where it wants one. */
export function wantedError(checks: readonly Line[]): WantedError | undefined {
  for (const { text } of checks) {
    const [line, how, written = ''] = errorLine.exec(text) ?? [];
    if (line === undefined) continue;
    const wanted = written.replaceAll('\\"', '"');
    return {
      worded(message) {
        if (how === 'starting') return message.startsWith(wanted);
        return how === 'ending' ? message.endsWith(wanted) : message.includes(wanted);
      },
    };
  }
  return undefined;
}
