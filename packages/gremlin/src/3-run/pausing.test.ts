import { describe, expect, it } from 'vitest';
import { GremlinError } from '../errors.ts';
import { execute, executeAsync } from '../execute.ts';
import { memoryGraph } from '../memory-graph.ts';

const count = 6400;
const reader = memoryGraph({
  nodes: Array.from({ length: count }, (_, i) => ({ id: `n${i}`, metadata: { Name: `name ${i}`, Type: 'pod' } })),
  edges: Array.from({ length: count }, (_, i) => ({ id: `e${i}`, from: `n${i}`, to: `n${(i * 7) % count}` })),
});

/** How often the clock is asked. */
function asked(query: string): number {
  let times = 0;
  execute(reader, query, { clock: () => times++, limits: { time: Number.POSITIVE_INFINITY } });
  return times;
}

/** What comes before the last step, and that step. A list is not handed out, for that takes its time, too. */
const steps: [string, string][] = [
  ["g.V().values('Name').fold()", 'dedup(local)'],
  ["g.V().values('Name').fold()", 'order(local)'],
  ["g.V().values('Name').fold()", 'max(local)'],
  ["g.V().values('Name').fold()", 'toUpper(local)'],
  ["g.V().values('Name').fold()", 'asString(local)'],
  ["g.V().values('Name').fold()", 'index()'],
  ["g.V().values('Name').fold()", "conjoin(' ')"],
  ["g.V().values('Name').fold()", "merge(['other'])"],
  ["g.V().values('Name').fold()", "intersect(['other'])"],
  ["g.V().values('Name').fold()", "difference(['other'])"],
  ["g.V().values('Name').fold()", "disjunct(['other'])"],
  ["g.V().values('Name').fold()", "product(['other'])"],
  ["g.V().values('Name').fold()", 'dedup()'],
  ["g.V().values('Name').fold()", 'groupCount()'],
  ['g.V()', "groupCount().by('Name')"],
  ['g.V()', "group().by('Type')"],
  ["g.V().group('m').by('Type')", "cap('m')"],
  ['g.V()', "aggregate('x')"],
  ['g.V()', "order().by('Name')"],
  ['g.V()', 'sample(1000)'],
  ['g.V()', 'tree()'],
  ['g.V()', 'fold()'],
  ['g', "withStrategies(SubgraphStrategy(vertices: has('Type', 'pod'))).V()"],
  ['G.V()', "Sort('Name')"],
  ['G.V()', 'SubGraph()'],
  ['G.V()', 'Descendants(3)'],
];

describe('a query that has to go through much', () => {
  it.each(steps)('%s asks the clock all along in its last step, %s', (before, step) => {
    // What comes before asks, too: for every 64 rows once.
    const handed = before === 'g' ? 0 : count / 64;
    const base = before.endsWith('fold()') ? asked(`${before}.count(local)`) : handed;
    expect(asked(`${before}.${step}`) - base).toBeGreaterThan(count / 1024);
  });

  it('gives each round of the event loop to one of many queries', async () => {
    let [time, round, over] = [0, 0, false];
    const next = () => {
      round++;
      if (!over) setImmediate(next);
    };
    const runningIn = new Map<number, Set<number>>();
    const ask = (who: number) => {
      let asked = 0;
      const clock = () => {
        // The first time is when the limit is set.
        if (asked++ > 0) runningIn.set(round, (runningIn.get(round) ?? new Set()).add(who));
        return time++;
      };
      return executeAsync(reader, 'g.V().out().out().count()', { clock, limits: { time: Number.POSITIVE_INFINITY } });
    };
    next();
    await Promise.all([0, 1, 2, 3].map(ask));
    over = true;
    expect(runningIn.size).toBeGreaterThan(100);
    for (const running of runningIn.values()) expect(running.size).toBe(1);
  });

  it('asks the clock while its answer is gathered', () => {
    expect(asked('g.V()')).toBeGreaterThan((2 * count) / 64);
  });

  it.each([
    ['an index of values', "g.V().has('Name', 'name 77')"],
    ['one of texts', "g.V().has('Name', endingWith('e 77'))"],
  ])('asks the clock while it makes %s', (_, query) => {
    const fresh = memoryGraph({
      nodes: Array.from({ length: count }, (_, i) => ({ id: `n${i}`, metadata: { Name: `name ${i}` } })),
    });
    const times = () => {
      let asked = 0;
      expect(execute(fresh, query, { clock: () => asked++, limits: { time: 1e9 } }).values.length).toBe(1);
      return asked;
    };
    const [scanned, indexed, sought] = [times(), times(), times()];
    expect(scanned).toBeGreaterThan(count / 256);
    expect(indexed).toBeGreaterThan(count / 1024);
    expect(sought).toBeLessThan(5);
  });

  it.each([
    ["aggregate('x').by('nope').count()", 4],
    ["sample(10).by('nope')", 3],
  ])('asks it also at rows that lack what %s reads', (step, times) => {
    // For 64 rows once at V, once where they come together, once where they are read, and once where they are counted.
    expect(asked(`g.V().${step}`)).toBeGreaterThan((times * count) / 64 - 5);
  });

  it('reads a long list that it looks values up in once, not for each row', () => {
    const query = "g.V().aggregate('x').out().where(without('x')).count()";
    expect(asked(query)).toBeLessThan(count / 4);
    expect(execute(reader, query).values).toEqual([0]);
  });

  it('is told apart by what it has in profile(), too', async () => {
    const query = executeAsync(reader, 'g.V().repeat(both()).profile()', { limits: { work: 1_000_000 } });
    await expect(query).rejects.toThrow('1000000 rows of work');
  });
});

describe('a value that grows without end', () => {
  const growing: [string, string, string][] = [
    ['of parts that hold each other', "g.inject('a').repeat(project('x', 'y').by().by()).times(60)", 'entries'],
    ['of such parts, compared', "g.inject('a').repeat(project('x', 'y').by().by()).times(60).dedup()", 'memory'],
    ['as a list', 'g.inject(1).fold().repeat(combine(identity())).times(60)', 'memory'],
    ['as pairs of pairs', "g.V().values('Name').fold().as('a').product(select('a'))", 'memory'],
    ['as a text', "g.inject('aaaa').repeat(replace('a', 'aaaaaaaaaa')).times(60)", 'memory'],
    ['as a text of itself', "g.inject('aaaa').repeat(concat(identity())).times(60)", 'memory'],
  ];
  it.each(growing)('%s is stopped by a limit', (_, query, limit) => {
    const run = () => execute(reader, query);
    expect(run).toThrow(GremlinError);
    expect(run).toThrow(expect.objectContaining({ code: 'LIMIT', hint: `limit "${limit}"` }));
  });

  it('as a map or a set has as many entries as the limit says', () => {
    const run = (entries: number) => () => execute(reader, "g.V().groupCount().by('Name')", { limits: { entries } });
    expect(run(count)).not.toThrow();
    expect(run(count - 1)).toThrow('6399 entries');
  });

  it('is told from others in time, however deep it is', () => {
    const query = "g.inject('a').repeat(project('x').by()).times(400).dedup().count()";
    expect(execute(reader, query).values).toEqual([1]);
  });
});
