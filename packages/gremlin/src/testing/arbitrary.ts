/** Random graphs and random queries that fit each other, for property tests. */
import * as fc from 'fast-check';
import { memoryGraph } from '../memory-graph.ts';
import type { GraphReader } from '../reader.ts';

const types = ['pod', 'service', 'node'];
const relations = ['ownership', 'pod', 'uses'];

const metadata = fc.record(
  {
    Type: fc.constantFrom(...types),
    Name: fc.constantFrom('a', 'b', 'c', 'd', 'web-1', 'web-12', 'my-web'),
    Num: fc.integer({ min: 0, max: 5 }),
    State: fc.constantFrom('UP', 'DOWN'),
  },
  { requiredKeys: ['Type'] },
);

export const graphs: fc.Arbitrary<GraphReader> = fc
  .tuple(
    fc.array(metadata, { minLength: 1, maxLength: 7 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...relations)), { maxLength: 12 }),
    fc.boolean(),
  )
  .map(([nodes, edges, indexed]) =>
    memoryGraph({
      indexed,
      nodes: nodes.map((one, i) => ({ id: `n${i}`, metadata: one })),
      edges: edges.map(([from, to, RelationType], i) => ({
        id: `e${i}`,
        from: `n${from % nodes.length}`,
        to: `n${to % nodes.length}`,
        metadata: { RelationType },
      })),
    }),
  );

const has = (name: string) =>
  fc.constantFrom(
    `${name}('Type', 'pod')`,
    `${name}('Name', 'a')`,
    `${name}('Num')`,
    `${name}('Num', ${name === 'Has' ? 'Gt' : 'gt'}(2))`,
    `${name}('Num', ${name === 'Has' ? 'Lte' : 'lte'}(3))`,
    `${name}('Name', ${name === 'Has' ? 'Within' : 'within'}('a', 'b'))`,
    `${name}('Name', ${name === 'Has' ? 'Regex' : 'regex'}('web-1+'))`,
    name === 'Has' ? `Has('Name', Glob('*web*'))` : `has('Name', containing('web').and(endingWith('eb')))`,
    `${name}('State', ${name === 'Has' ? 'Without' : 'without'}('UP'))`,
  );

const label = fc.constantFrom('', "'ownership'", "'pod', 'uses'");
const hop = fc.tuple(fc.constantFrom('out', 'in', 'both'), label).map(([step, labels]) => `${step}(${labels})`);
const overEdge = fc
  .tuple(label, fc.constantFrom(['out', 'inV'], ['in', 'outV'], ['both', 'inV']))
  .map(([labels, [way, end]]) => `${way}E(${labels}).${end}()`);

/** A step from nodes to nodes in TinkerPop's spelling. */
const plain = fc.oneof(
  { weight: 4, arbitrary: hop },
  { weight: 2, arbitrary: overEdge },
  { weight: 3, arbitrary: has('has') },
  fc.constantFrom(
    'dedup()',
    'limit(3)',
    'identity()',
    "as('x')",
    "hasLabel('pod')",
    'barrier()',
    "order().by('Type')",
    "order().by('Num', desc)",
  ),
);

const nested = fc
  .array(fc.oneof(hop, has('has')), { minLength: 1, maxLength: 2 })
  .map((steps) => `__.${steps.join('.')}`);

const nodeStep = fc.oneof(
  { weight: 8, arbitrary: plain },
  nested.map((inner) => `where(${inner})`),
  nested.map((inner) => `not(${inner})`),
  fc.tuple(nested, nested).map(([a, b]) => `union(${a}, ${b})`),
  fc.tuple(hop, fc.integer({ min: 1, max: 3 })).map(([body, n]) => `repeat(${body}).times(${n})`),
);

/** How many hops a query makes; each multiplies the rows, and the oracle carries every one. A body that repeats has one. */
function hops(query: string): number {
  const rounds = [...query.matchAll(/times\((\d)\)/g)].map(([, times]) => Number(times) - 1);
  return rounds.reduce((sum, more) => sum + more, [...query.matchAll(/\b(?:out|in|both)E?\(/gi)].length);
}

const mostHops = 5;
const mostWays = 50_000;

/** Whether nobody has to walk all too many ways: on a node with a dozen loops five hops make millions. */
function isWalkable(reader: GraphReader, query: string): boolean {
  const degrees = [...reader.nodes()].map(({ id }) => [...reader.outEdges(id), ...reader.inEdges(id)].length);
  return reader.nodeCount * Math.max(1, ...degrees) ** hops(query) <= mostWays;
}

/** A graph and a query that asks it something which can be walked in a moment. */
export function pairsOf(queries: fc.Arbitrary<string>): fc.Arbitrary<[GraphReader, string]> {
  return fc.tuple(graphs, queries).filter(([reader, query]) => isWalkable(reader, query));
}

const end = fc.constantFrom(
  '',
  '',
  '.count()',
  ".values('Name')",
  '.dedup().count()',
  ".values('Num').order()",
  '.dedup()',
);

export const tinkerpopQueries: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(nodeStep, { maxLength: 5 }).filter((steps) => hops(steps.join('.')) <= mostHops),
    end,
  )
  .map(([steps, last]) => ['g.V()', ...steps].join('.') + last);

const skydiveStep = fc.oneof(
  has('Has'),
  fc.constantFrom(
    'Out()',
    'In()',
    'Dedup()',
    'Limit(2)',
    "Out('Type', 'pod')",
    "In('Num', Gt(1))",
    'OutE().OutV()',
    'InE().InV()',
    'OutE().InV()',
  ),
);

export const skydiveQueries: fc.Arbitrary<string> = fc
  .tuple(fc.array(skydiveStep, { maxLength: 5 }), fc.constantFrom('', '.Count()', ".Values('Name')"))
  .map(([steps, last]) => ['G.V()', ...steps].join('.') + last);
