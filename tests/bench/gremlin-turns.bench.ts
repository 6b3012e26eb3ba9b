/** How long queries hold the event loop: those that never end, and those whose last step has to go through everything. */

import { PerformanceObserver } from 'node:perf_hooks';
import { parseConfig } from '@canopy/api/config';
import { executeAsync, type GraphReader, GremlinError } from '@canopy/gremlin';
import { type Bench, collectGarbage, type Figure, threadCpu } from './figure.ts';
import { peerReader } from './peers/reader.ts';

/** None of these ends by itself. */
const runaways = {
  'repeat-count': `g.V().repeat(both()).count()`,
  'repeat-emit-path': `g.V().repeat(both()).emit().path()`,
  'repeat-simple-path': `g.V().has('Name','app-77').repeat(both().simplePath()).emit().groupCount()`,
  'repeat-dedup': `g.V().repeat(both().dedup()).emit().count()`,
  'repeat-aggregate': `g.V().repeat(both().aggregate('x')).cap('x')`,
  'repeat-profile': `g.V().repeat(both()).profile()`,
  'repeat-nested': `g.inject('a').repeat(project('x','y').by().by()).dedup()`,
};

const heavy = {
  index: `g.V().has('Name','app-77')`,
  texts: `G.V().Has('Name', Regex('app-77-'))`,
  fold: `g.V().fold()`,
  group: `g.V().group().by('Type')`,
  'group-by-name': `g.V().groupCount().by('Name')`,
  order: `g.V().order().by('Name')`,
  'order-local': `g.V().values('Name').fold().order(local)`,
  'dedup-local': `g.V().values('Name').fold().dedup(local)`,
  difference: `g.V().values('Name').fold().difference(['a'])`,
  within: `g.V().aggregate('x').out().where(without('x')).count()`,
  tree: `g.V().tree()`,
  subgraph: `g.E().subgraph('s').cap('s')`,
  strategy: `g.withStrategies(SubgraphStrategy(vertices: has('Type','pod'))).V().count()`,
  Sort: `G.V().Sort('Name')`,
  SubGraph: `G.V().SubGraph()`,
  Descendants: `G.V().Descendants(10)`,
};

/** As a server has them that nobody configured. */
const { gremlinMs, gremlinRows, gremlinBytes } = parseConfig({}).query;
const limits = { time: gremlinMs, rows: gremlinRows, memory: gremlinBytes };

export const gremlinTurns: Bench = {
  name: 'gremlin-turns',
  doc: 'The longest turn of the event loop while a query goes through everything, or runs away until its limit.',
  sizes: [15_000, 150_000],
  quick: [3_000],
  async run(pods) {
    const reader = peerReader(pods);
    const wait = () => new Promise((resolve) => setTimeout(resolve, gremlinMs / 2));
    const figures = figuresOf('no-query', '', pods, await longestTurn(wait));
    // Indexes are made for the second question.
    await ask(reader, heavy.index);
    await ask(reader, heavy.texts);
    for (const [name, query] of Object.entries({ ...heavy, ...runaways }))
      figures.push(...figuresOf(name, query, pods, await longestTurn(() => ask(reader, query))));
    return figures;
  },
};

/** Some are answered, others meet a limit. */
async function ask(reader: GraphReader, query: string): Promise<void> {
  try {
    await executeAsync(reader, query, { limits });
  } catch (error) {
    if (!(error instanceof GremlinError && error.code === 'LIMIT')) throw error;
  }
}

/** Milliseconds: by the clock, by this thread's CPU, and that without the pauses of the collector. */
interface Turn {
  readonly clock: number;
  readonly cpu: number;
  readonly own: number;
}

function figuresOf(name: string, query: string, pods: number, { clock, cpu, own }: Turn): Figure[] {
  const figure = { unit: 'ms max (bar: 20)', parameters: { pods, query } };
  return [
    { ...figure, name: `gremlin-turns/${name}`, value: clock },
    { ...figure, name: `gremlin-turns/${name}/cpu`, value: cpu },
    { ...figure, name: `gremlin-turns/${name}/cpu-without-collector`, value: own },
  ];
}

async function longestTurn(work: () => Promise<unknown>): Promise<Turn> {
  collectGarbage();
  // Other threads still sweep, and take this one's processor.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const pauses: { from: number; ms: number }[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) pauses.push({ from: startTime, ms: duration });
  });
  observer.observe({ entryTypes: ['gc'] });
  const turns: { from: number; to: number; cpu: number }[] = [];
  let over = false;
  let [at, spent] = [performance.now(), threadCpu()];
  const ended = work().finally(() => {
    over = true;
  });
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    const [now, used] = [performance.now(), threadCpu()];
    if (now - at > 4) turns.push({ from: at, to: now, cpu: used - spent });
    [at, spent] = [now, used];
  }
  await ended;
  // The observer is told a turn later.
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  const longest = (of: (turn: (typeof turns)[0]) => number) => Math.max(0, ...turns.map(of));
  const collected = ({ from, to }: { from: number; to: number }) =>
    pauses.reduce((sum, pause) => sum + (pause.from >= from && pause.from <= to ? pause.ms : 0), 0);
  return {
    clock: longest(({ from, to }) => to - from),
    cpu: longest(({ cpu }) => cpu),
    own: longest((turn) => turn.cpu - collected(turn)),
  };
}
