/**
 * Both dialects' central steps by their definition: lists in, lists out, nothing planned, nothing lazy, nothing shared with
 * the engine but the parser and the graph. Property tests compare the engine with it.
 */
import type { Arg, Query, Step } from '../1-parse/ast.ts';
import { parseText } from '../1-parse/index.ts';
import type { EdgeElement, GraphElement, GraphReader, NodeElement } from '../reader.ts';

type Rows = unknown[];

export function naive(reader: GraphReader, text: string): Rows {
  const query: Query = parseText(text);
  return chain(reader, query.steps, []);
}

function chain(reader: GraphReader, steps: readonly Step[], start: Rows): Rows {
  let rows = start;
  for (let i = 0; i < steps.length; i++) {
    const next = steps[i + 1];
    const modulator = next && ['by', 'times', 'emit'].includes(next.name) ? next : undefined;
    rows = apply(reader, steps[i]!, modulator, rows);
    if (modulator) i++;
  }
  return rows;
}

const literal = (arg: Arg | undefined): unknown => (arg?.kind === 'literal' ? arg.value : undefined);
const strings = (step: Step) => (step.args ?? []).map((arg) => String(literal(arg)));

function edgesOf(reader: GraphReader, node: NodeElement, direction: string): EdgeElement[] {
  const all = [...reader.edges()];
  const out = direction === 'in' ? [] : all.filter((edge) => edge.from === node.id);
  const into = direction === 'out' ? [] : all.filter((edge) => edge.to === node.id);
  return [...out, ...into];
}

function labelled(edges: EdgeElement[], labels: readonly string[]): EdgeElement[] {
  return labels.length === 0 ? edges : edges.filter((edge) => labels.includes(String(edge.metadata.RelationType)));
}

function other(reader: GraphReader, edge: EdgeElement, i: number, outs: number): NodeElement {
  return reader.node(i < outs ? edge.to : edge.from)!;
}

/** The nodes at the other ends: first along leaving edges, then along arriving ones. */
function neighbours(
  reader: GraphReader,
  node: NodeElement,
  direction: string,
  labels: readonly string[],
): NodeElement[] {
  const outs = labelled(direction === 'in' ? [] : edgesOf(reader, node, 'out'), labels);
  const ins = labelled(direction === 'out' ? [] : edgesOf(reader, node, 'in'), labels);
  return [...outs, ...ins].map((edge, i) => other(reader, edge, i, outs.length));
}

function holds(element: GraphElement, step: Step): boolean {
  const args = step.args ?? [];
  for (let i = 0; i < args.length; i += 2) {
    const value = element.metadata[String(literal(args[i]))];
    if (args.length === 1) return value !== undefined;
    if (!test(value, args[i + 1]!)) return false;
  }
  return true;
}

function test(value: unknown, arg: Arg): boolean {
  if (arg.kind === 'literal') return value === arg.value;
  if (arg.kind === 'and') return test(value, arg.left) && test(value, arg.right);
  if (arg.kind !== 'predicate') throw new Error('the oracle knows no such value');
  const [bound] = arg.args.map(literal);
  const listed = arg.args.some((one) => literal(one) === value);
  switch (arg.name.toLowerCase()) {
    case 'within':
      return listed;
    case 'without':
      return !listed && (arg.name === 'Without' || value !== undefined);
    case 'gt':
      return typeof value === 'number' && value > Number(bound);
    case 'lte':
      return typeof value === 'number' && value <= Number(bound);
    case 'regex':
      return typeof value === 'string' && new RegExp(String(bound)).test(value);
    case 'glob':
      return typeof value === 'string' && new RegExp(`^${String(bound).replaceAll('*', '.*')}$`).test(value);
    case 'containing':
      return typeof value === 'string' && value.includes(String(bound));
    case 'endingwith':
      return typeof value === 'string' && value.endsWith(String(bound));
    default:
      throw new Error(`the oracle knows no ${arg.name}`);
  }
}

function unique(rows: Rows, keyOf: (row: unknown) => unknown): Rows {
  const seen = new Set<unknown>();
  return rows.filter((row) => !seen.has(keyOf(row)) && seen.add(keyOf(row)));
}

const idOf = (row: unknown) => (row as GraphElement).id ?? row;

function order(rows: Rows, modulator: Step | undefined): Rows {
  const key = modulator ? String(literal(modulator.args?.[0])) : undefined;
  const down = modulator?.args?.[1]?.kind === 'name';
  const value = (row: unknown) => (key === undefined ? row : (row as GraphElement).metadata[key]) as string | number;
  const kept = rows.filter((row) => value(row) !== undefined);
  return [...kept].sort((a, b) => {
    const sign = value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0;
    return down ? -sign : sign;
  });
}

/** Round by round over all rows. */
function repeat(reader: GraphReader, step: Step, modulator: Step | undefined, rows: Rows): Rows {
  const body = step.args?.[0];
  if (body?.kind !== 'traversal' || modulator?.name !== 'times') throw new Error('the oracle knows repeat with times');
  let current = rows;
  for (let i = 0; i < Number(literal(modulator.args?.[0])); i++) current = chain(reader, body.steps, current);
  return current;
}

function apply(reader: GraphReader, step: Step, modulator: Step | undefined, rows: Rows): Rows {
  const nodes = rows as NodeElement[];
  const edges = rows as EdgeElement[];
  const labels = step.name === step.name.toLowerCase() || /^[a-z]/.test(step.name) ? strings(step) : [];
  switch (step.name) {
    case 'V':
      return [...reader.nodes()];
    case 'E':
      return [...reader.edges()];
    case 'has':
    case 'Has':
      return (rows as GraphElement[]).filter((element) => holds(element, step));
    case 'hasLabel':
      return nodes.filter((node) => labels.includes(String(node.metadata.Type)));
    case 'out':
    case 'in':
    case 'both':
      return nodes.flatMap((node) => neighbours(reader, node, step.name, labels));
    case 'Out':
    case 'In':
      return nodes
        .flatMap((node) => neighbours(reader, node, step.name.toLowerCase(), []))
        .filter((node) => holds(node, step));
    case 'OutE':
    case 'InE':
      return nodes.flatMap((node) => edgesOf(reader, node, step.name.slice(0, -1).toLowerCase()));
    case 'outE':
    case 'inE':
    case 'bothE':
      return nodes.flatMap((node) => labelled(edgesOf(reader, node, step.name.slice(0, -1)), labels));
    case 'inV':
    case 'OutV':
      return edges.map((edge) => reader.node(edge.to));
    case 'outV':
    case 'InV':
      return edges.map((edge) => reader.node(edge.from));
    default:
      return combine(reader, step, modulator, rows);
  }
}

/** The steps that look at all rows, or go by another traversal. */
function combine(reader: GraphReader, step: Step, modulator: Step | undefined, rows: Rows): Rows {
  const n = Number(literal(step.args?.[0]));
  switch (step.name) {
    case 'dedup':
    case 'Dedup':
      return unique(rows, idOf);
    case 'limit':
    case 'Limit':
      return rows.slice(0, n);
    case 'count':
    case 'Count':
      return [rows.length];
    case 'values':
    case 'Values':
      return (rows as GraphElement[])
        .map((element) => element.metadata[String(literal(step.args?.[0]))])
        .filter((value) => value !== undefined);
    case 'order':
      return order(rows, modulator);
    case 'as':
    case 'identity':
    case 'barrier':
      return rows;
    case 'where':
    case 'filter':
    case 'not': {
      const inner = step.args?.[0];
      if (inner?.kind !== 'traversal') throw new Error('the oracle filters by traversals');
      return rows.filter((row) => chain(reader, inner.steps, [row]).length > 0 === (step.name !== 'not'));
    }
    case 'union':
      return rows.flatMap((row) =>
        (step.args ?? []).flatMap((arg) => (arg.kind === 'traversal' ? chain(reader, arg.steps, [row]) : [])),
      );
    case 'repeat':
      return repeat(reader, step, modulator, rows);
    default:
      throw new Error(`the oracle knows no ${step.name}`);
  }
}
