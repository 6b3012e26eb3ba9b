import { describe, expect, it } from 'vitest';
import type { ErrorCode, GremlinError } from './errors.ts';
import { execute, executeAsync } from './execute.ts';
import { explain, profile } from './inspect.ts';
import { memoryGraph } from './memory-graph.ts';
import { jsonPieces, toRest } from './result.ts';
import { toyGraphs } from './testing/index.ts';

const { modern } = toyGraphs;

function refusal(query: string, limits: object): GremlinError {
  try {
    execute(modern, query, { limits });
  } catch (error) {
    return error as GremlinError;
  }
  throw new Error('was answered');
}

describe('a query that runs away', () => {
  const cases: [string, string, object, string][] = [
    ['in time', 'g.V().repeat(both()).emit().count()', { time: 50, memory: 2 ** 40 }, 'time'],
    ['in work', 'g.V().repeat(both()).emit().count()', { work: 10_000 }, 'work'],
    ['in memory', 'g.V().repeat(both()).emit().fold()', { memory: 100_000 }, 'memory'],
    [
      'in the length of its paths',
      'g.V(1).repeat(out().in().limit(1)).emit().path()',
      { pathLength: 20 },
      'pathLength',
    ],
    ['in rows', 'g.V().both().both().both()', { rows: 10 }, 'rows'],
    ['in steps', 'g.V().out().out().out()', { steps: 3 }, 'steps'],
  ];
  for (const [where, query, limits, limit] of cases)
    it(`${where} is stopped by the limit that it names`, () => {
      const error = refusal(query, limits);
      expect(error.code).toBe('LIMIT' satisfies ErrorCode);
      expect(error.hint).toContain(limit);
      expect(error.position.line).toBe(1);
    });

  it('leaves the event loop its turns', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const query = executeAsync(
      modern,
      'g.V().where(repeat(both()).times(30).count().is(gt(0))).repeat(both()).emit().count()',
      { limits: { time: 1_000 } },
    );
    await expect(query).rejects.toThrow('1000 ms');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  it('ends when it is no longer wanted', async () => {
    const controller = new AbortController();
    const unlimited = { time: 600_000, work: Number.MAX_SAFE_INTEGER, memory: 2 ** 50 };
    const query = executeAsync(modern, 'g.V().repeat(both()).emit().count()', {
      signal: controller.signal,
      limits: unlimited,
    });
    // At the first turn that the query leaves to others.
    setImmediate(() => controller.abort(new Error('nobody listens')));
    await expect(query).rejects.toThrow('nobody listens');
  });
});

describe('looking at a query', () => {
  it('shows the plan before and after the rules', () => {
    expect(explain("g.V().outE('knows').inV().has('age', gt(30)).count()")).toMatch(
      /rules\nfuse-hops, filter-pushdown, count-hops\nplan\n1\. V\(\)\n2\. go out to nodes by knows where age gt\(30\), counting only/,
    );
  });

  it('counts rows at each step', () => {
    expect(profile(modern, 'g.V().out()')).toMatch(/^1\. V\(\) {2}\[6 rows, .*\n2\. out\(\) {2}\[6 rows, .*\n6 rows$/);
  });
});

describe('an answer over HTTP', () => {
  const graph = memoryGraph({
    nodes: [
      { id: 'a', metadata: { Name: 'x' }, host: 'h', origin: 'o', createdAt: 1, updatedAt: 2, revision: 3 },
      { id: 'b' },
    ],
    edges: [{ id: 'e', from: 'a', to: 'b', metadata: { RelationType: 'r' } }],
  });
  const a = {
    ID: 'a',
    Metadata: { Name: 'x' },
    Host: 'h',
    Origin: 'o',
    CreatedAt: 1,
    UpdatedAt: 2,
    DeletedAt: null,
    Revision: 3,
  };

  it('has nodes at the top level, as the pipe to jq wants them', () => {
    expect(JSON.stringify(toRest(execute(graph, "G.V('a')")))).toBe(JSON.stringify([a]));
  });

  it('has a graph as one object in an array', () => {
    expect(toRest(execute(graph, 'G'))).toMatchObject([
      { Nodes: [a, { ID: 'b' }], Edges: [{ ID: 'e', Parent: 'a', Child: 'b' }] },
    ]);
  });

  it('has a bare number for a count, and an empty array for nothing', () => {
    expect(toRest(execute(graph, 'G.V().Count()'))).toBe(2);
    expect(toRest(execute(graph, "G.V().Values('nope')"))).toEqual([]);
  });

  it('has paths as lists of nodes', () => {
    expect(toRest(execute(graph, "G.V('a').ShortestPathTo(Metadata('@ID', 'b'))"))).toMatchObject([
      [{ ID: 'a' }, { ID: 'b' }],
    ]);
  });
});

describe('a graph that changes while a query is at it', () => {
  it('shows nothing that no longer fits, though an index found it before', () => {
    const [a, b] = ['UP', 'DOWN'].map((State, i) => ({ id: `n${i}`, metadata: { State } }));
    let revision = 1;
    const changing = {
      ...memoryGraph({ nodes: [a!, b!] }),
      get revision() {
        return revision;
      },
      *seek() {
        yield a!;
        revision = 2;
        yield b!;
      },
    };
    expect(execute(changing, "G.V().Has('State', 'UP')").values).toEqual([a]);
  });
});

describe('another time', () => {
  it('is read through the reader that the host gives', () => {
    const past = memoryGraph({ nodes: [{ id: 'old' }] });
    const asked: number[] = [];
    const at = ({ start, last }: { start: number; last: number }) => {
      asked.push(start, last);
      return past;
    };
    expect(execute(modern, "G.At('-1h30m', 60).V().Values('@ID')", { at, now: () => 10_000_000 }).values).toEqual([
      'old',
    ]);
    expect(asked).toEqual([10_000_000 - 5_400_000 - 60_000, 10_000_000 - 5_400_000]);
  });
});

describe('a count', () => {
  it.each([
    ['g.V().count()', 6],
    ['g.V().union(out(), in()).count()', 12],
    ['g.V().count().is(gt(0))', 6],
    ['g.V().count().is(0)', []],
    ['g.V().local(out().count())', [3, 0, 0, 2, 0, 1]],
    ['g.V().fold().count(local)', [6]],
  ])('of all rows is a number, of each a list: %s', (query, answer) => {
    expect(toRest(execute(modern, query))).toEqual(answer);
  });

  it.each(['', ', checkAdjacentVertices: false'])('is that of the rows, where nodes are hidden%s', (option) => {
    const people = `g.withStrategies(SubgraphStrategy(vertices: hasLabel('person')${option})).V()`;
    for (const hop of ['out()', 'both()', "out('created')", 'outE()', 'outE().inV()', "hasLabel('person')"])
      expect(execute(modern, `${people}.${hop}.count()`).values).toEqual([
        execute(modern, `${people}.${hop}`).values.length,
      ]);
  });
});

describe('an answer in pieces', () => {
  const reader = memoryGraph({
    nodes: Array.from({ length: 1200 }, (_, i) => ({ id: `n${i}`, metadata: { Name: `n${i}`, Odd: i % 2 === 1 } })),
    edges: [{ id: 'e', from: 'n0', to: 'n1' }],
  });
  it.each([
    'G.V().Count()',
    'G.V()',
    'G',
    'G.V().Values("Name")',
    'g.V().fold()',
    "g.V().group().by('Odd')",
    "g.V().groupCount().by('Name')",
    "g.V().valueMap('Name').limit(700)",
    'g.V().out().path()',
    'g.V().has("Name", "nobody")',
    'g.V().fold().fold()',
    "g.V().values('Name').fold().dedup(local)",
  ])('is the same text: %s', (query) => {
    const result = execute(reader, query);
    const whole = result.kind === 'scalar' ? result.values[0] : result.values;
    expect([...jsonPieces(whole)].join('')).toBe(JSON.stringify(toRest(result)));
  });
});
