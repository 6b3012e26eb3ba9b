import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execute } from '../execute.ts';
import { memoryGraph } from '../memory-graph.ts';
import type { EdgeElement, GraphChange, GraphReader, NodeElement } from '../reader.ts';
import { showValue } from '../testing/show.ts';
import { SharedWatches, StandingQuery, watch } from './index.ts';
import { rowsOfResult } from './tally.ts';

/** A graph that changes: the reader always shows it as it is now. */
class Living {
  readonly #nodes = new Map<string, NodeElement>();
  readonly #edges = new Map<string, EdgeElement>();
  #now: GraphReader = memoryGraph({ nodes: [] });
  #revision = 0;

  readonly reader: GraphReader = new Proxy({} as GraphReader, { get: (_, name) => Reflect.get(this.#now, name) });

  put(nodes: readonly NodeElement[], edges: readonly EdgeElement[], gone: readonly string[] = []): GraphChange {
    const removed = [...this.#edges.values()].filter((edge) =>
      gone.some((id) => id === edge.id || id === edge.from || id === edge.to),
    );
    const change: GraphChange = {
      revision: ++this.#revision,
      nodes: {
        added: nodes.filter((one) => !this.#nodes.has(one.id)),
        changed: nodes.filter((one) => this.#nodes.has(one.id)),
        removed: gone.flatMap((id) => this.#nodes.get(id) ?? []),
      },
      edges: {
        added: edges.filter((one) => !this.#edges.has(one.id)),
        changed: edges.filter((one) => this.#edges.has(one.id)),
        removed,
      },
    };
    for (const edge of removed) this.#edges.delete(edge.id);
    for (const id of gone) this.#nodes.delete(id);
    for (const node of nodes) this.#nodes.set(node.id, node);
    for (const edge of edges) this.#edges.set(edge.id, edge);
    this.#now = memoryGraph({ nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] });
    return change;
  }

  has(id: string): boolean {
    return this.#nodes.has(id);
  }
}

const ids = ['a', 'b', 'c', 'd', 'e'];
const event = fc.record({
  nodes: fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...ids),
      Type: fc.constantFrom('pod', 'secret'),
      State: fc.constantFrom('UP', 'DOWN'),
    }),
    { selector: (one) => one.id, maxLength: 3 },
  ),
  edges: fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.constantFrom('pod', 'uses')), {
    maxLength: 3,
  }),
  gone: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 2 }),
});

function step(
  living: Living,
  { nodes, edges, gone }: typeof event extends fc.Arbitrary<infer T> ? T : never,
): GraphChange {
  const put = nodes.filter((one) => !gone.includes(one.id)).map(({ id, ...metadata }) => ({ id, metadata }));
  const there = (id: string) => !gone.includes(id) && (living.has(id) || put.some((one) => one.id === id));
  const byId = new Map(
    edges
      .filter(([from, to]) => there(from) && there(to))
      .map(([from, to, RelationType]) => [
        `${from}${to}`,
        { id: `${from}${to}`, from, to, metadata: { RelationType } },
      ]),
  );
  return living.put(put, [...byId.values()], gone);
}

const queries: [string, StandingQuery['shape']][] = [
  ["G.V().Has('Type', 'pod')", 'filter'],
  ["G.E().Has('RelationType', 'pod')", 'filter'],
  ["G.V().Has('Type', 'secret').In().Has('State', 'DOWN')", 'hop'],
  ["g.V().hasLabel('pod').outE('uses')", 'hop'],
  ["G.V().Has('State', 'DOWN').SubGraph()", 'subgraph'],
  ["G.V().Has('Type', 'pod').Count()", 'rerun'],
  ["g.V().hasLabel('pod').out().out().values('State')", 'rerun'],
];

const shown = (rows: readonly unknown[]) => rows.map(showValue).sort();

describe('a standing query', () => {
  for (const [query, shape] of queries)
    it(`${query} has the rows of a fresh run after any changes, and its reports add up to them (${shape})`, () => {
      fc.assert(
        fc.property(fc.array(event, { maxLength: 8 }), (events) => {
          const living = new Living();
          const standing = new StandingQuery(living.reader, query);
          expect(standing.shape).toBe(shape);
          const bag = [...standing.rows].map(showValue);
          for (const one of events) {
            const { added, removed } = standing.apply(step(living, one));
            for (const row of removed) bag.splice(bag.indexOf(showValue(row)), 1);
            bag.push(...added.map(showValue));
            const { kind, values } = execute(living.reader, query);
            const fresh = shown(rowsOfResult(values, kind === 'graph'));
            expect(shown(standing.rows)).toEqual(fresh);
            expect([...bag].sort()).toEqual(fresh);
          }
        }),
        { numRuns: 300 },
      );
    });

  it('tells of rows that changed and rows that left', async () => {
    const living = new Living();
    const node = (State: string) => ({ id: 'a', metadata: { Type: 'pod', State } });
    living.put([node('UP')], []);
    async function* changes() {
      yield living.put([node('DOWN')], []);
      yield living.put([{ id: 'z', metadata: { Type: 'node' } }], []);
      yield living.put([], [], ['a']);
    }
    const seen: string[] = [];
    for await (const { added, changed, removed } of watch(living.reader, "G.V().Has('Type', 'pod')", changes()))
      seen.push(`+${added.length} ~${changed.length} -${removed.length}`);
    expect(seen).toEqual(['+1 ~0 -0', '+0 ~1 -0', '+0 ~0 -1']);
  });

  it('is evaluated once for all who ask the same', () => {
    const living = new Living();
    const shared = new SharedWatches(living.reader);
    const heard: number[] = [];
    const first = shared.watch("G.V().Has('Type','pod')", () => heard.push(1));
    const second = shared.watch('G.V().Has( \'Type\', "pod" )', () => heard.push(2));
    expect(shared.size).toBe(1);
    shared.apply(living.put([{ id: 'a', metadata: { Type: 'pod' } }], []));
    expect(heard).toEqual([1, 2]);
    first.stop();
    second.stop();
    expect(shared.size).toBe(0);
  });
});
