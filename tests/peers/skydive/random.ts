/** Random graphs and queries on them; the same seed gives the same ones. Most queries make sense, some do not. */
import type { MemoryGraphInput } from '@canopy/gremlin';
import { seeded } from '../../../packages/model/src/testing/random-objects.ts';
import type { Question } from './question.ts';

type Next = () => number;
type Kind = 'graph' | 'nodes' | 'edges' | 'values' | 'paths' | 'scalar';

const QUERIES_A_GRAPH = 20;

export function randomQuestions(count: number, seed: number): readonly Question[] {
  const next = seeded(seed);
  const questions: Question[] = [];
  while (questions.length < count) {
    const graph = randomGraph(next);
    for (let i = 0; i < QUERIES_A_GRAPH && questions.length < count; i++)
      questions.push({ source: `random (seed ${seed})`, graph, query: randomQuery(next, graph) });
  }
  return questions;
}

const scraps = [
  '',
  '',
  '',
  "'",
  '"',
  '(',
  ')',
  ',',
  '.',
  ' ',
  '1',
  'a',
  'G',
  'V',
  '-',
  ';',
  '\\',
  '_',
  '\n',
  '3.5',
  'ASC',
  "'x'",
];

/** Queries with a character gone, doubled or another: which texts are queries at all. */
export function brokenQuestions(from: readonly Question[], count: number, seed: number): readonly Question[] {
  const next = seeded(seed);
  return Array.from({ length: count }, () => {
    const { graph, query } = pick(next, from);
    const at = int(next, query.length + 1);
    const broken = query.slice(0, at) + pick(next, scraps) + query.slice(at + int(next, 2));
    return { source: `broken (seed ${seed})`, graph, query: broken };
  });
}

const int = (next: Next, below: number) => Math.floor(next() * below);
const pick = <T>(next: Next, list: readonly T[]): T => list[int(next, list.length)]!;
const some = <T>(next: Next, most: number, make: () => T): T[] => Array.from({ length: int(next, most + 1) }, make);

const keys = ['Name', 'Type', 'Num', 'Flag', 'List', 'A', 'A.B', 'A.B.C', 'L.x', 'nope'];
const names = ['a', 'b', 'ab', 'web-1', 'web-2', ''];

function randomGraph(next: Next): MemoryGraphInput {
  const nodes = Array.from({ length: 2 + int(next, 6) }, (_, i) => ({ id: `n${i}`, metadata: randomMetadata(next) }));
  const edges = some(next, 9, () => [pick(next, nodes).id, pick(next, nodes).id] as const).map(([from, to], i) => ({
    id: `e${i}`,
    from,
    to,
    metadata: { ...randomMetadata(next), RelationType: pick(next, ['ownership', 'pod']) },
  }));
  return { nodes, edges };
}

function randomMetadata(next: Next): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const key of ['Name', 'Type', 'Num', 'Flag', 'List', 'A', 'L'])
    if (next() < 0.6) tree[key] = randomValue(next, key);
  return tree;
}

function randomValue(next: Next, key: string): unknown {
  if (next() < 0.1) return pick(next, [null, '', 0, true, '1', 2, 'a', [], {}, 3.5]);
  if (key === 'Name' || key === 'Type') return pick(next, names);
  if (key === 'Num') return pick<unknown>(next, [0, 1, 2, 3, 10, '2', '10', -4, [1, 3]]);
  if (key === 'Flag') return next() < 0.5;
  if (key === 'List') return some(next, 3, () => pick<unknown>(next, ['a', 'b', 1, 2, true, null]));
  if (key === 'L') return some(next, 3, () => (next() < 0.8 ? { x: pick<unknown>(next, ['a', 1, 5]) } : 'x'));
  return { B: next() < 0.5 ? { C: pick<unknown>(next, ['a', 1]) } : pick<unknown>(next, ['a', 2, false]) };
}

const show = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));
const literal = (next: Next) =>
  show(pick<unknown>(next, ['a', 'b', 'ab', 'web-1', '2', '', 0, 1, 2, 3, 10, true, false]));
const key = (next: Next) => show(pick(next, keys));
const number = (next: Next) => show(pick<unknown>(next, [0, 1, 2, 3, 10, '2', 1.5]));

function predicate(next: Next): string {
  switch (int(next, 6)) {
    case 0:
      return `${pick(next, ['Lt', 'Lte', 'Gt', 'Gte'])}(${number(next)})`;
    case 1:
      return `${pick(next, ['Inside', 'Between'])}(${number(next)}, ${number(next)})`;
    case 2:
      return `${pick(next, ['Within', 'Without'])}(${some(next, 3, () => literal(next)).join(', ')})`;
    case 3:
      return `${pick(next, ['Ne', 'Nee'])}(${literal(next)})`;
    case 4:
      return `Regex('${pick(next, ['a', 'web-.*', '.*', 'a|b', '[ab]+', 'web-[0-9]', '^a', '(?i)AB'])}')`;
    default:
      return literal(next);
  }
}

const pairs = (next: Next) =>
  Array.from({ length: 1 + int(next, 2) }, () => `${key(next)}, ${next() < 0.5 ? literal(next) : predicate(next)}`);

/** Nothing, a key, or pairs; now and then something that no step takes. */
function filter(next: Next): string {
  const dice = next();
  if (dice < 0.4) return '';
  if (dice < 0.5) return key(next);
  return dice < 0.98 ? pairs(next).join(', ') : pick(next, ['1', "'a', 'b', 'c'", 'true', "Ne('a')"]);
}

type Maker = (next: Next, graph: MemoryGraphInput) => readonly [step: string, gives: Kind];

const id = (next: Next, list: readonly { readonly id: string | number }[] = []) =>
  show(next() < 0.95 && list.length > 0 ? pick(next, list).id : 'gone');
const stays = (kind: Kind): readonly Maker[] => [
  (next) => [`Has(${filter(next) || key(next)})`, kind],
  (next) => [`${pick(next, ['HasKey', 'HasNot'])}(${key(next)})`, kind],
  (next) => [`HasEither(${pairs(next).join(', ')})`, kind],
  (next) => [`Dedup(${next() < 0.5 ? '' : some(next, 2, () => key(next)).join(', ')})`, kind],
  (next) => [`Limit(${int(next, 5)})`, kind],
  (next) => [`Range(${int(next, 4)}, ${int(next, 6)})`, kind],
];

const makers: Readonly<Record<Kind, readonly Maker[]>> = {
  graph: [
    () => ['V()', 'nodes'],
    () => ['V()', 'nodes'],
    (next, graph) => [`V(${id(next, graph.nodes)})`, 'nodes'],
    () => ['E()', 'edges'],
    (next, graph) => [`E(${id(next, graph.edges)})`, 'edges'],
  ],
  nodes: [
    ...stays('nodes'),
    ...stays('nodes'),
    (next) => [`${pick(next, ['In', 'Out', 'Both'])}(${filter(next)})`, 'nodes'],
    (next) => [`${pick(next, ['InE', 'OutE', 'BothE'])}(${filter(next)})`, 'edges'],
    (next) => [`${pick(next, ['In', 'Out', 'Both'])}(${filter(next)})`, 'nodes'],
    (next) => [`As('${pick(next, ['x', 'y'])}')`, 'nodes'],
    (next) => [`Select('${pick(next, ['x', 'y'])}')`, 'nodes'],
    () => ['G', 'graph'],
    () => ['SubGraph()', 'graph'],
    (next) => [`Sort(${pick(next, ['', 'ASC, ', 'DESC, '])}${key(next)})`, 'nodes'],
    (next) => [`Values(${key(next)})`, 'values'],
    (next) => [`Sum(${key(next)})`, 'scalar'],
    () => ['Count()', 'scalar'],
    () => ['Keys()', 'values'],
    (next) => [`ShortestPathTo(Metadata('Name', '${pick(next, names)}'))`, 'paths'],
    (next) => [`ShortestPathTo(Metadata('Num', ${int(next, 4)}), Metadata('RelationType', 'pod'))`, 'paths'],
  ],
  edges: [
    ...stays('edges'),
    (next) => [`${pick(next, ['InV', 'OutV', 'BothV'])}(${filter(next)})`, 'nodes'],
    (next) => [`${pick(next, ['InV', 'OutV', 'BothV'])}(${filter(next)})`, 'nodes'],
    () => ['SubGraph()', 'graph'],
    () => ['Count()', 'scalar'],
    () => ['G', 'graph'],
  ],
  values: [(next) => [`Has(${filter(next) || key(next)})`, 'values'], () => ['Dedup()', 'values']],
  paths: [() => ['Dedup()', 'nodes'], () => ['SubGraph()', 'graph']],
  scalar: [() => ['Dedup()', 'scalar']],
};

const kinds = Object.keys(makers) as readonly Kind[];

function randomQuery(next: Next, graph: MemoryGraphInput): string {
  let kind: Kind = 'graph';
  const steps = ['G'];
  for (let length = 1 + int(next, 6); length > 0; length--) {
    const from: Kind = next() < 0.02 ? pick(next, kinds) : kind;
    const [step, gives] = pick(next, makers[from])(next, graph);
    steps.push(step);
    kind = gives;
  }
  return steps.join('.');
}
