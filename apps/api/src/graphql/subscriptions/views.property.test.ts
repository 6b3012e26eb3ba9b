import { Graph, type GraphEdge, type GraphNode, Mirror, type PackedTopology, pack, type Reader } from '@canopy/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Access } from '../../auth/access.ts';
import { visibleReader } from '../../auth/visible-reader.ts';
import { configSchema } from '../../config.ts';
import { join } from '../../testing/world.ts';
import { createGremlin } from '../gremlin.ts';
import { KindSet } from '../words/kind-set.ts';
import { Follower, type View } from './follow.ts';
import type { Frame } from './frame.ts';
import { gremlinTopologyView } from './gremlin-views.ts';
import { type Narrowing, type Topology, TopologyView } from './topology-view.ts';

/** A client's picture, kept by the frames that it gets: row by row, and in a mirror by columns as the dashboard does. */
class Eyes {
  readonly rows = new Map<string, unknown>();
  readonly mirror = new Mirror();
  readonly #follower: Follower<Topology>;

  constructor(view: View<Topology>) {
    this.#follower = new Follower(view, undefined);
  }

  /** Takes one frame, where there is one; a snapshot has several, and the world goes on between them. */
  look(): boolean {
    const frame = this.#follower.next();
    if (frame !== undefined) this.#take(frame);
    return frame !== undefined || this.#follower.unfinished;
  }

  #take({ type, lists, revision, time, complete }: Frame<Topology>): void {
    if (type === 'RESYNC') this.rows.clear();
    for (const { removed } of [lists.edges, lists.nodes])
      for (const { id } of removed) expect(this.rows.delete(id), `${id} was not there`).toBe(true);
    for (const { added, changed } of [lists.nodes, lists.edges]) {
      for (const row of added) {
        expect(this.rows.has(row.id), `${row.id} came twice`).toBe(false);
        this.rows.set(row.id, row);
      }
      for (const row of changed) {
        expect(this.rows.has(row.id), `${row.id} changed but was not there`).toBe(true);
        this.rows.set(row.id, row);
      }
    }
    if (type === 'RESYNC') return;
    const packed = JSON.parse(JSON.stringify(pack(lists, { numbering: lists.numbering }))) as PackedTopology;
    this.mirror.take(packed, { revision, time }, type === 'SNAPSHOT');
    if (type === 'SNAPSHOT' && complete) this.mirror.sweep();
  }
}

type Act =
  | { readonly do: 'put'; readonly id: number; readonly up: boolean }
  | { readonly do: 'drop'; readonly id: number }
  | { readonly do: 'link'; readonly from: number; readonly to: number; readonly relation: string }
  | { readonly do: 'look'; readonly who: number }
  | { readonly do: 'rights'; readonly namespaces: readonly string[] };

const id = fc.integer({ min: 0, max: 7 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), id, up: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), id }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('link' as const), from: id, to: id, relation: fc.constantFrom('pod', 'x') }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('look' as const), who: fc.integer({ min: 0, max: 2 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('rights' as const), namespaces: fc.subarray(['n0', 'n1', 'n2']) }),
  },
);

/** Some are parts of others: their ids begin with that of the whole. */
const idOf = (n: number) => (n === 6 ? 'v5/six' : n === 7 ? 'v5/six/seven' : `v${n}`);

const place = (n: number) => ({ namespace: `n${n % 3}`, type: n % 2 === 0 ? 'pod' : 'secret' });

function play(acts: readonly Act[], narrowing: Narrowing, gremlin: string | undefined): void {
  const graph = new Graph({ clock: () => 1 });
  let namespaces: readonly string[] = ['n0', 'n1', 'n2'];
  let version = 0;
  let changedAt = -1;
  const access: Access = {
    everything: false,
    operator: false,
    sees: (node) => namespaces.includes(node.namespace),
    get version() {
      return version;
    },
    get changedAt() {
      return changedAt;
    },
    ready: async () => {},
  };
  const reader = visibleReader(graph.reader, access);
  const sources = { reader, changes: graph.changes, access, clock: () => 1, rowsAtOnce: 3, gatheredAtOnce: 2 };
  const view =
    gremlin === undefined
      ? new TopologyView(sources, narrowing)
      : gremlinTopologyView(sources, gremlin, narrowing, createGremlin(configSchema.parse({}).query));
  const everybody = [new Eyes(view), new Eyes(view), new Eyes(view)];
  const run = (one: Act): void => {
    if (one.do === 'look') everybody[one.who]!.look();
    else if (one.do === 'rights') {
      namespaces = one.namespaces;
      version++;
      changedAt = graph.reader.revision;
    } else if (one.do === 'drop') graph.drop(idOf(one.id));
    else if (one.do === 'put') {
      const status = one.up
        ? ({ state: 'UP', health: 'healthy' } as const)
        : ({ state: 'DOWN', health: 'degraded' } as const);
      graph.put({
        id: idOf(one.id),
        cluster: 'c',
        manager: 'k8s',
        name: `v${one.id}`,
        labels: {},
        fields: {},
        status,
        ...place(one.id),
      });
    } else if (graph.vertex(idOf(one.from)) && graph.vertex(idOf(one.to)))
      join(graph, idOf(one.from), one.relation, idOf(one.to));
    graph.commit();
  };
  acts.forEach(run);
  const wanted = (node: GraphNode) =>
    namespaces.includes(node.namespace) &&
    (narrowing.kinds?.has(node) ?? true) &&
    (gremlin === undefined || node.status.state === 'DOWN');
  const nodes = [...graph.reader.nodes()].filter(wanted);
  const ids = new Set(nodes.map((node) => node.id));
  const edges = [...graph.reader.edges()].filter(
    (edge) => ids.has(edge.from) && ids.has(edge.to) && (narrowing.relationTypes?.has(edge.relationType) ?? true),
  );
  for (const eyes of everybody) {
    while (eyes.look());
    expect([...eyes.rows.keys()].sort()).toEqual([...nodes, ...edges].map((row) => row.id).sort());
    for (const node of nodes) expect(eyes.rows.get(node.id)).toBe(node);
    expect(contents(eyes.mirror.reader)).toEqual([...nodes, ...edges].map(contentOf).sort());
  }
}

const contents = (reader: Reader) => [...reader.nodes(), ...reader.edges()].map(contentOf).sort();

function contentOf(row: GraphNode | GraphEdge): string {
  const { id, metadata } = row;
  return JSON.stringify([id, 'from' in row ? metadata : [row.status, row.createdAt, row.labels, metadata]]);
}

const acts = fc.array(act, { maxLength: 40 });

test('whatever happens and however slow they are, subscribers see what a fresh look would show', () => {
  fc.assert(fc.property(acts, (all) => play(all, {}, undefined)));
});

test('the same holds for a picture narrowed by type and relation', () => {
  const narrowing = { kinds: new KindSet([{ type: 'pod', key: 'pod' }]), relationTypes: new Set(['x']) };
  fc.assert(fc.property(acts, (all) => play(all, narrowing, undefined)));
});

test('the same holds for a picture that a standing query gives', () => {
  fc.assert(fc.property(acts, (all) => play(all, {}, "G.V().Has('State','DOWN')")));
});
