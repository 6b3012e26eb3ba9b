import { describe, expect, it } from 'vitest';
import { type EdgeData, edgeId } from './edge.ts';
import { Graph } from './graph.ts';
import { Mirror } from './mirror.ts';
import type { NodeData } from './node.ts';
import { type Numbering, type PackedTopology, pack } from './packed.ts';

const none = { changed: [], removed: [] };

function node(id: string, more: Partial<NodeData> = {}): NodeData {
  const plain = { cluster: 'c', manager: 'k8s', type: 'pod', namespace: 'shop', name: id, labels: {}, fields: {} };
  const times = { revision: 1, createdAt: 1_700_000_000_000, updatedAt: 1 };
  return { id, ...plain, ...times, status: { state: 'UP', health: 'healthy' }, ...more };
}

function edge(from: string, to: string, role = ''): EdgeData {
  const metadata = { RelationType: 'pod', ...(role === '' ? {} : { Point: role }) };
  const id = edgeId(from, 'pod', to, role);
  return { id, from, to, relationType: 'pod', metadata, revision: 1, createdAt: 1, updatedAt: 1 };
}

function sent(nodes: NodeData[], edges: EdgeData[], numbering?: Numbering, fields?: string[]): PackedTopology {
  const rows = { nodes: { added: nodes, ...none }, edges: { added: edges, ...none } };
  return JSON.parse(JSON.stringify(pack(rows, { numbering, fields }))) as PackedTopology;
}

const now = { revision: 7, time: 70 };

describe('a frame in columns', () => {
  it('names the ends of edges by number, whichever way they run, and by id in a delta', () => {
    const mirror = new Mirror();
    const numbering = { first: 0, stem: undefined, from: [0, 2, 1], to: [1, 0, 1] };
    const edges = [edge('a', 'b'), edge('c', 'a', 'begin'), edge('b', 'b')];
    mirror.take(sent([node('a'), node('b'), node('c')], edges, numbering), now, true);
    const more = { first: 3, stem: undefined, from: [1, 3], to: [3, 2] };
    mirror.take(sent([node('d')], [edge('b', 'd'), edge('d', 'c', 'end')], more), now, true);
    mirror.sweep();
    mirror.take(sent([node('e')], [edge('e', 'a')]), { revision: 8, time: 80 }, false);
    expect([...mirror.reader.edges()].map(({ id }) => id).sort()).toEqual(
      ['a|pod|b', 'b|pod|b', 'b|pod|d', 'c|pod|a|begin', 'd|pod|c|end', 'e|pod|a'].sort(),
    );
    expect(mirror.reader.edge('c|pod|a|begin')?.metadata).toEqual({ RelationType: 'pod', Point: 'begin' });
  });

  it('tells the id of a part as what follows the id of the whole, also within one frame', () => {
    const mirror = new Mirror();
    const stem = [0, 1, 2];
    mirror.take(sent([node('a'), node('a/b'), node('a/b/c')], [], { first: 0, stem, from: [], to: [] }), now, true);
    mirror.take(sent([node('a/x')], [], { first: 3, stem: [1], from: [], to: [] }), now, true);
    expect([...mirror.reader.nodes()].map(({ id }) => id)).toEqual(['a', 'a/b', 'a/b/c', 'a/x']);
  });

  it('keeps times to the millisecond, and leaves out what was not asked for', () => {
    const mirror = new Mirror();
    const times = [1_795_472_383_876, 1_700_000_000_001, 1_600_000_000_000];
    const rows = times.map((createdAt, i) => node(`n${i}`, { createdAt, fields: { IP: `10.0.0.${i}`, Node: 'n' } }));
    const packed = sent(rows, [], { first: 0, stem: undefined, from: [], to: [] }, ['IP']);
    expect(packed.brief).toBe(true);
    mirror.take(packed, now, true);
    expect([...mirror.reader.nodes()].map(({ createdAt, fields }) => [createdAt, fields])).toEqual(
      times.map((time, i) => [time, { IP: `10.0.0.${i}` }]),
    );
  });

  it('says so when a frame of the snapshot is missing', () => {
    const mirror = new Mirror();
    mirror.take(sent([node('a')], [], { first: 0, stem: undefined, from: [], to: [] }), now, true);
    const late = sent([node('c')], [], { first: 2, stem: undefined, from: [], to: [] });
    expect(() => mirror.take(late, now, true)).toThrow('a frame of the snapshot is missing');
  });

  it('takes the place of another picture: what it says again stays as it is, and what it does not say goes', () => {
    const graph = new Graph();
    for (const id of ['stays', 'goes']) graph.put(node(id));
    graph.commit();
    const mirror = new Mirror();
    mirror.take(sent([...graph.reader.nodes()], [], { first: 0, stem: undefined, from: [], to: [] }), now, true);
    const before = mirror.reader.node('stays');
    const again = { first: 0, stem: undefined, from: [], to: [] };
    const { createdAt } = graph.reader.node('stays')!;
    const taken = mirror.take(sent([node('stays', { createdAt }), node('comes')], [], again), now, true);
    expect([taken.nodes.added, taken.nodes.changed].map((rows) => rows.map(({ id }) => id))).toEqual([['comes'], []]);
    expect(mirror.sweep().nodes.removed).toEqual([{ id: 'goes' }]);
    expect(mirror.reader.node('stays')).toBe(before);
  });
});
