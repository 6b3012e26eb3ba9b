import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Graph } from './graph.ts';
import { Mirror } from './mirror.ts';
import type { Reader } from './reader.ts';

const node = (id: string, size = 0, labels: Record<string, string> = {}) => ({
  id,
  cluster: 'c',
  manager: 'k8s',
  type: id.startsWith('p') ? 'pod' : 'service',
  namespace: 'default',
  name: id,
  labels,
  status: { state: 'UP', health: 'healthy' } as const,
  fields: { Size: size },
});

const part = (link: string, relationType = 'service', note = '') => ({
  link,
  relationType,
  role: '',
  metadata: { RelationType: relationType, Why: [{ Path: `${link}${note}` }] },
});

/** The graph as sorted lines. */
function show(reader: Reader): string[] {
  const nodes = [...reader.nodes()].map((n) => `${n.id} ${n.fields.Size} ${JSON.stringify(n.labels)}`);
  const edges = [...reader.edges()].map((e) => `${e.id} ${JSON.stringify(e.metadata)}`);
  return [...nodes, ...edges].sort();
}

describe('graph', () => {
  it('makes one delta of a batch and none of what comes to nothing', () => {
    const graph = new Graph({ clock: () => 7 });
    graph.put(node('p1'));
    graph.put(node('s1'));
    graph.gain(graph.vertex('s1')!, graph.vertex('p1')!, part('selector'));
    const first = graph.commit();
    expect(first?.revision).toBe(1);
    expect(first?.nodes.added.map((n) => n.id)).toEqual(['p1', 's1']);
    expect(first?.edges.added.map((e) => e.id)).toEqual(['s1|service|p1']);

    graph.put(node('p1'));
    graph.put(node('p2'));
    graph.drop('p2');
    graph.put(node('s1', 1));
    graph.put(node('s1', 0));
    expect(graph.commit()).toBeUndefined();
    expect(graph.reader.revision).toBe(1);
    expect(graph.reader.node('s1')?.revision).toBe(1);
  });

  it('keeps an edge until the last link that declares it is lost', () => {
    const graph = new Graph();
    graph.put(node('p1'));
    graph.put(node('s1'));
    const [from, to] = [graph.vertex('s1')!, graph.vertex('p1')!];
    graph.gain(from, to, part('by-owner'));
    graph.gain(from, to, part('by-name'));
    graph.commit();
    const edge = [...graph.reader.edges()][0]!;
    expect(edge.metadata.Why).toEqual([{ Path: 'by-name' }, { Path: 'by-owner' }]);
    graph.lose(from.firstOut!, 'by-name');
    expect(graph.commit()?.edges.changed.map((e) => e.metadata.Why)).toEqual([[{ Path: 'by-owner' }]]);
    graph.lose(from.firstOut!, 'by-owner');
    expect(graph.commit()?.edges.removed.map((e) => e.id)).toEqual(['s1|service|p1']);
  });

  it('finds nodes by any key, before and after the key has an index', () => {
    const graph = new Graph();
    graph.put(node('p1', 0, { app: 'web', 'app.kubernetes.io/name': 'shop' }));
    graph.put(node('p2', 0, { app: 'db' }));
    graph.commit();
    const ask = () => graph.reader.seek?.('K8s.Labels.app.kubernetes.io/name', 'shop');
    expect(ask()).toBeUndefined();
    expect([...ask()!].map((n) => n.id)).toEqual(['p1']);
    graph.put(node('p2', 0, { 'app.kubernetes.io/name': 'shop' }));
    graph.put(node('p1', 0, {}));
    graph.commit();
    expect([...ask()!].map((n) => n.id)).toEqual(['p2']);
    expect(graph.reader.find('pod', 'default', 'p1')?.id).toBe('p1');
  });

  it('finds the same through an index that is made while commits come in between as through one made at once', () => {
    const ids = Array.from({ length: 700 }, (_, i) => `p${i}`);
    const change = fc.record({ id: fc.constantFrom(...ids), drop: fc.boolean(), app: fc.constantFrom('a', 'b', 'c') });
    const pieces = fc.array(fc.array(change, { maxLength: 40 }), { minLength: 2, maxLength: 5 });
    const [app, name] = ['K8s.Labels.app', 'Name'];
    fc.assert(
      fc.property(pieces, (turns) => {
        const graph = new Graph();
        for (const id of ids) graph.put(node(id, 0, { app: 'a' }));
        graph.commit();
        const { reader } = graph;
        expect(reader.seek?.(app, 'a')).toBeUndefined();
        for (const changes of turns) {
          for (const key of [app, name]) reader.prepare?.(key);
          for (const { id, drop, app } of changes) {
            if (drop) graph.drop(id);
            else graph.put(node(id, 0, { app }));
          }
          graph.commit();
        }
        for (const value of ['a', 'b', 'c']) {
          const wanted = [...reader.nodes()].filter((one) => one.labels.app === value).map(({ id }) => id);
          expect([...reader.seek!(app, value)!].map(({ id }) => id)).toEqual(wanted);
        }
        for (const id of ids) expect(reader.find('pod', 'default', id)?.id).toBe(reader.node(id)?.id);
      }),
      { numRuns: 50 },
    );
  });

  it('finds texts by a part of them while they come and go, as reading all of them does', () => {
    const parts = ['web', 'web-1', '-1-', 'nowhere', 'shop-b'];
    const app = fc.constantFrom('web', 'web-1', 'web-12', 'my-web', 'db', 'shop-b');
    const change = fc.record({ id: fc.nat({ max: 900 }), drop: fc.boolean(), app });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 30 }), { minLength: 2, maxLength: 5 }), (turns) => {
        const graph = new Graph();
        for (let i = 0; i < 700; i++) graph.put(node(`web-${i}-x`, 0, { app: i % 3 === 0 ? 'web-1' : 'db' }));
        graph.commit();
        const { reader } = graph;
        const keys = {
          Name: (one: { name: string; labels: Readonly<Record<string, string>> }) => one.name,
          'K8s.Labels.app': (one: { name: string; labels: Readonly<Record<string, string>> }) => one.labels.app,
        };
        for (const key of Object.keys(keys)) expect(reader.search?.(key, 'web')).toBeUndefined();
        for (const changes of turns) {
          for (const key of Object.keys(keys)) reader.prepare?.(key, 'web');
          for (const { id, drop, app } of changes) {
            if (drop) graph.drop(`web-${id}-x`);
            else graph.put(node(`web-${id}-x`, 0, { app }));
          }
          graph.commit();
        }
        for (const [key, read] of Object.entries(keys))
          for (const part of parts) {
            const wanted = [...reader.nodes()].filter((one) => read(one)?.includes(part)).map(({ id }) => id);
            expect([...reader.search!(key, part)!].map(({ id }) => id)).toEqual(wanted);
          }
      }),
      { numRuns: 50 },
    );
  });

  it('makes an index of texts anew when most of its texts are gone', () => {
    const graph = new Graph();
    const found = (part: string) => [...(graph.reader.search?.('Name', part) ?? [])].map(({ id }) => id);
    graph.put(node('stays'));
    graph.commit();
    expect([found('stay'), found('stay')]).toEqual([[], ['stays']]);
    for (let i = 0; i < 10_000; i++) {
      graph.put(node(`pod-${i}`));
      if (i > 0) graph.drop(`pod-${i - 1}`);
      graph.commit();
      if (i % 500 === 7) expect([found('stay'), found('pod-')]).toEqual([['stays'], [`pod-${i}`]]);
    }
  });

  it('leaves a part that stands nearly everywhere to who reads all', () => {
    const graph = new Graph();
    for (let i = 0; i < 9000; i++) graph.put(node(`pod-${i}`));
    graph.commit();
    const found = (part: string) => graph.reader.search?.('Name', part);
    expect([found('pod'), found('pod'), found('po')]).toEqual([undefined, undefined, undefined]);
    expect([...found('pod-77')!]).toHaveLength(111);
  });

  it('finds values in lists of lists, which a path through two lists gives', () => {
    const graph = new Graph();
    graph.put(node('p1', 0, { ports: [['http'], ['metrics', 'admin']] as unknown as string }));
    graph.commit();
    const key = 'K8s.Labels.ports';
    expect([graph.reader.seek?.(key, 'admin'), graph.reader.search?.(key, 'metric')]).toEqual([undefined, undefined]);
    expect([...graph.reader.seek!(key, 'admin')!, ...graph.reader.search!(key, 'metric')!]).toHaveLength(2);
  });

  it('tells a subscriber that was away too long to start over', () => {
    const graph = new Graph({ keep: 3 });
    for (let i = 0; i < 5; i++) {
      graph.put(node('p1', i));
      graph.commit();
    }
    expect(graph.changes.since(1)).toBeUndefined();
    expect(graph.changes.since(4)?.nodes.changed.map((n) => n.fields.Size)).toEqual([4]);
    expect(graph.changes.since(5)?.nodes.changed).toEqual([]);
  });

  it('wakes those who wait when something changed, and when they give up', async () => {
    const graph = new Graph();
    const waiting = graph.changes.next(0);
    graph.put(node('p1'));
    graph.commit();
    await waiting;
    const stop = new AbortController();
    const given = graph.changes.next(1, stop.signal);
    stop.abort();
    await given;
  });

  it('is the same as its mirrors whatever happens and however late they ask', () => {
    const id = fc.constantFrom('p1', 'p2', 'p3', 's1', 's2');
    const step = fc.oneof(
      fc.record({ do: fc.constant('put' as const), id, size: fc.nat(2) }),
      fc.record({ do: fc.constant('drop' as const), id }),
      fc.record({ do: fc.constant('gain' as const), id, to: id, link: fc.constantFrom('a', 'b'), note: fc.nat(1) }),
      fc.record({ do: fc.constant('lose' as const), id, link: fc.constantFrom('a', 'b') }),
      fc.record({ do: fc.constant('commit' as const) }),
      fc.record({ do: fc.constant('look' as const), who: fc.nat(1) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const graph = new Graph({ keep: 30 });
        const mirrors = [new Mirror(), new Mirror()];
        const look = (mirror: Mirror) => {
          const delta = graph.changes.since(mirror.reader.revision);
          if (delta !== undefined) mirror.apply(JSON.parse(JSON.stringify(delta)));
          else {
            mirror.clear();
            const none = { changed: [], removed: [] };
            const { revision } = graph.changes;
            mirror.apply({
              since: 0,
              revision,
              time: 0,
              nodes: { added: [...graph.reader.nodes()], ...none },
              edges: { added: [...graph.reader.edges()], ...none },
            });
          }
          expect(show(mirror.reader)).toEqual(show(graph.reader));
        };
        for (const s of steps) {
          const vertex = 'id' in s ? graph.vertex(s.id) : undefined;
          if (s.do === 'put') graph.put(node(s.id, s.size));
          else if (s.do === 'drop') graph.drop(s.id);
          else if (s.do === 'gain' && vertex && graph.vertex(s.to)) {
            graph.gain(vertex, graph.vertex(s.to)!, part(s.link, 'service', String(s.note)));
          } else if (s.do === 'lose' && vertex?.firstOut) graph.lose(vertex.firstOut, s.link);
          else if (s.do === 'commit') graph.commit();
          else if (s.do === 'look') {
            graph.commit();
            look(mirrors[s.who]!);
          }
        }
        graph.commit();
        for (const mirror of mirrors) look(mirror);
        const { reader } = graph;
        expect(reader.edgeCount).toBe([...reader.edges()].length);
        for (const { id } of reader.nodes()) {
          const degrees = [reader.degree?.(id, 'out'), reader.degree?.(id, 'in')];
          expect(degrees).toEqual([[...reader.outEdges(id)].length, [...reader.inEdges(id)].length]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
