/** TinkerPop's toy graphs, as its reference documentation draws them. */
import { type MemoryGraphInput, memoryGraph } from '../memory-graph.ts';
import type { EdgeElement, GraphReader, Metadata } from '../reader.ts';
import { numeric } from '../values/number.ts';
import { MultiValue } from '../values/value.ts';

type EdgeRow = readonly [id: number, from: number, label: string, to: number, properties?: Metadata];

function toy(nodes: Readonly<Record<number, Metadata>>, edges: readonly EdgeRow[]): MemoryGraphInput {
  return {
    nodes: Object.entries(nodes).map(([id, metadata]) => ({ id: Number(id), metadata })),
    edges: edges.map(([id, from, label, to, properties]) => ({
      id,
      from,
      to,
      metadata: { RelationType: label, ...properties },
    })),
  };
}

const double = (value: number) => ({ weight: numeric(value, 'double') });
const float = (value: number) => ({ weight: numeric(value, 'float') });

const people = (label: (name: string) => Metadata): Readonly<Record<number, Metadata>> => ({
  1: { ...label('person'), name: 'marko', age: 29 },
  2: { ...label('person'), name: 'vadas', age: 27 },
  3: { ...label('software'), name: 'lop', lang: 'java' },
  4: { ...label('person'), name: 'josh', age: 32 },
  5: { ...label('software'), name: 'ripple', lang: 'java' },
  6: { ...label('person'), name: 'peter', age: 35 },
});

const modern = toy(
  people((Type) => ({ Type })),
  [
    [7, 1, 'knows', 2, double(0.5)],
    [8, 1, 'knows', 4, double(1)],
    [9, 1, 'created', 3, double(0.4)],
    [10, 4, 'created', 5, double(1)],
    [11, 4, 'created', 3, double(0.4)],
    [12, 6, 'created', 3, double(0.2)],
  ],
);

const classic = toy(
  people(() => ({})),
  [
    [7, 1, 'knows', 2, float(0.5)],
    [8, 1, 'knows', 4, float(1)],
    [9, 1, 'created', 3, float(0.4)],
    [10, 4, 'created', 5, float(1)],
    [11, 4, 'created', 3, float(0.4)],
    [12, 6, 'created', 3, float(0.2)],
  ],
);

/** Places with the years in which somebody lived there. */
const lived = (...places: readonly (readonly [string, number, number?])[]) =>
  new MultiValue(
    places.map(([value, startTime, endTime]) => ({
      value,
      metadata: endTime === undefined ? { startTime } : { startTime, endTime },
    })),
  );

const crew = toy(
  {
    1: {
      Type: 'person',
      name: 'marko',
      location: lived(
        ['san diego', 1997, 2001],
        ['santa cruz', 2001, 2004],
        ['brussels', 2004, 2005],
        ['santa fe', 2005],
      ),
    },
    7: {
      Type: 'person',
      name: 'stephen',
      location: lived(['centreville', 1990, 2000], ['dulles', 2000, 2006], ['purcellville', 2006]),
    },
    8: {
      Type: 'person',
      name: 'matthias',
      location: lived(['bremen', 2004, 2007], ['baltimore', 2007, 2011], ['oakland', 2011, 2014], ['seattle', 2014]),
    },
    9: {
      Type: 'person',
      name: 'daniel',
      location: lived(['spremberg', 1982, 2005], ['kaiserslautern', 2005, 2009], ['aachen', 2009]),
    },
    10: { Type: 'software', name: 'gremlin' },
    11: { Type: 'software', name: 'tinkergraph' },
  },
  [
    [13, 1, 'develops', 10, { since: 2009 }],
    [14, 1, 'develops', 11, { since: 2010 }],
    [15, 1, 'uses', 10, { skill: 4 }],
    [16, 1, 'uses', 11, { skill: 5 }],
    [17, 7, 'develops', 10, { since: 2010 }],
    [18, 7, 'develops', 11, { since: 2011 }],
    [19, 7, 'uses', 10, { skill: 5 }],
    [20, 7, 'uses', 11, { skill: 4 }],
    [21, 8, 'develops', 10, { since: 2012 }],
    [22, 8, 'uses', 10, { skill: 3 }],
    [23, 8, 'uses', 11, { skill: 3 }],
    [24, 9, 'uses', 10, { skill: 5 }],
    [25, 9, 'uses', 11, { skill: 3 }],
    [26, 10, 'traverses', 11],
  ],
);

const sink = toy(
  { 1000: { Type: 'loops', name: 'loop' }, 2000: { Type: 'message', name: 'a' }, 2001: { Type: 'message', name: 'b' } },
  [
    [1001, 1000, 'self', 1000],
    [2002, 2000, 'link', 2001],
    [2003, 2000, 'link', 2000],
  ],
);

/** Leads along edges label by label, as the documentation shows the answers on these graphs. */
function byLabel(input: MemoryGraphInput): GraphReader {
  const graph = memoryGraph(input);
  const label = (edge: EdgeElement) => String(edge.metadata.RelationType);
  const sorted = (edges: Iterable<EdgeElement>) =>
    [...edges].sort((a, b) => (label(a) < label(b) ? -1 : +(label(a) > label(b))));
  return { ...graph, outEdges: (id) => sorted(graph.outEdges(id)), inEdges: (id) => sorted(graph.inEdges(id)) };
}

/** By the names that feature files use, without the grateful graph, which is read from its own file. */
export const toyGraphs: Readonly<Record<'modern' | 'classic' | 'crew' | 'sink' | 'empty', GraphReader>> = {
  modern: byLabel(modern),
  classic: byLabel(classic),
  crew: memoryGraph(crew),
  sink: memoryGraph(sink),
  empty: memoryGraph({ nodes: [] }),
};
