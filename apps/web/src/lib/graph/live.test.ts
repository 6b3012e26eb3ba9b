import { type EdgeData, type NodeData, pack, type Update } from '@canopy/model';
import { describe, expect, it } from 'vitest';
import { edge, node } from '../testing/world.ts';
import type { TopologyFrame } from '../wire/frames.ts';
import { Live } from './live.svelte.ts';

interface Rows {
  readonly nodes?: readonly NodeData[];
  readonly edges?: readonly EdgeData[];
  /** Nodes of the same snapshot that came before. */
  readonly before?: readonly NodeData[];
  readonly fields?: readonly string[];
}

function frame(
  type: TopologyFrame['type'],
  revision: number,
  { nodes = [], edges = [], before = [], fields }: Rows = {},
  complete = true,
): TopologyFrame {
  const ids = [...before, ...nodes].map(({ id }) => id);
  const numbering = {
    first: before.length,
    stem: undefined,
    from: edges.map(({ from }) => ids.indexOf(from)),
    to: edges.map(({ to }) => ids.indexOf(to)),
  };
  const none = { changed: [], removed: [] };
  const rows = { nodes: { added: nodes, ...none }, edges: { added: edges, ...none } };
  const packed = pack(rows, { numbering: type === 'SNAPSHOT' ? numbering : undefined, fields });
  return JSON.parse(JSON.stringify({ type, since: revision - 1, revision, time: revision, complete, packed }));
}

/** A live graph whose animation frames come when the test says so. */
function watch() {
  const waiting: (() => void)[] = [];
  const live = new Live(
    (run) => waiting.push(run),
    () => 42,
  );
  const updates: Update[] = [];
  live.onUpdate = (update) => updates.push(update);
  const tick = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { live, updates, tick, waiting };
}

const names = (live: Live) => [...live.reader.nodes()].map(({ name }) => name).sort();

describe('the live graph', () => {
  it('shows the first snapshot while it comes, and says how much has come', () => {
    const { live, tick } = watch();
    const [x, y] = [node('pod', 'a/x'), node('pod', 'a/y')];
    live.take(frame('SNAPSHOT', 3, { nodes: [x] }, false));
    tick();
    expect([live.phase, live.received, names(live), live.since]).toEqual(['loading', 1, ['x'], undefined]);
    live.take(frame('SNAPSHOT', 4, { nodes: [y], edges: [edge(x.id, 'pod', y.id)], before: [x] }));
    tick();
    expect([live.phase, names(live), live.reader.edgeCount, live.since]).toEqual(['live', ['x', 'y'], 1, 4]);
  });

  it('begins again when the first snapshot was cut off, and keeps nothing that is gone', () => {
    const { live, tick } = watch();
    live.take(frame('SNAPSHOT', 3, { nodes: [node('pod', 'a/x'), node('pod', 'a/goes')] }, false));
    tick();
    live.lost();
    live.take(frame('SNAPSHOT', 5, { nodes: [node('pod', 'a/x')] }, false));
    tick();
    expect(names(live)).toEqual(['goes', 'x']);
    live.take(frame('SNAPSHOT', 5, { before: [node('pod', 'a/x')] }));
    tick();
    expect([live.phase, names(live), live.places.root.tally?.nodes]).toEqual(['live', ['x'], 1]);
  });

  it('knows of the nodes of a large picture what search needs, also of those that change', () => {
    const { live, tick } = watch();
    const pod = (more: object) => node('pod', 'a/x', { fields: { IP: '10.0.0.7', Node: 'n1', ...more } });
    live.take(frame('SNAPSHOT', 1, { nodes: [pod({})], fields: ['IP'] }));
    tick();
    expect([live.brief, live.reader.node('pod:a/x')?.fields]).toEqual([true, { IP: '10.0.0.7' }]);
    live.take(frame('DELTA', 2, { nodes: [pod({ IP: '10.0.0.8', Restarts: 3 })] }));
    tick();
    expect(live.reader.node('pod:a/x')?.fields).toEqual({ IP: '10.0.0.8' });
  });

  it('takes many deltas with one picture', () => {
    const { live, tick, waiting } = watch();
    live.take(frame('SNAPSHOT', 1));
    tick();
    for (let revision = 2; revision < 50; revision++)
      live.take(frame('DELTA', revision, { nodes: [node('pod', `a/${revision}`)] }));
    expect(waiting.length).toBe(1);
    tick();
    expect([live.reader.nodeCount, live.since, live.revision]).toEqual([48, 49, 2]);
  });

  it('goes on showing what it had while it is cut off, and says that it is stale', () => {
    const { live, tick } = watch();
    live.take(frame('SNAPSHOT', 1, { nodes: [node('pod', 'a/x')] }));
    tick();
    live.lost();
    expect([live.phase, names(live), live.since]).toEqual(['stale', ['x'], 1]);
    live.take(frame('DELTA', 2, { nodes: [node('pod', 'a/y')] }));
    tick();
    expect([live.phase, names(live)]).toEqual(['live', ['x', 'y']]);
  });

  it('turns a snapshot after a resync into what changed, so that nothing flickers', () => {
    const { live, updates, tick } = watch();
    const [stays, changes, goes] = ['stays', 'changes', 'goes'].map((name) => node('pod', `a/${name}`)) as [
      NodeData,
      NodeData,
      NodeData,
    ];
    live.take(frame('SNAPSHOT', 1, { nodes: [stays, changes, goes] }));
    tick();
    live.take(frame('RESYNC', 9));
    live.take(frame('SNAPSHOT', 9, { nodes: [stays, { ...changes, labels: { now: 'this' } }] }, false));
    tick();
    expect(names(live)).toEqual(['changes', 'goes', 'stays']);
    live.take(frame('SNAPSHOT', 9, { nodes: [node('pod', 'a/comes')], before: [stays, changes] }));
    tick();
    expect(names(live)).toEqual(['changes', 'comes', 'stays']);
    const { added, changed, removed } = updates.at(-1)!.nodes;
    expect([added, changed, removed].map((list) => list.map(({ id }) => id))).toEqual([
      ['pod:a/comes'],
      ['pod:a/changes'],
      ['pod:a/goes'],
    ]);
  });

  it('keeps the picture of the old filter until that of the new one is complete', () => {
    const { live, tick } = watch();
    live.take(frame('SNAPSHOT', 5, { nodes: [node('pod', 'a/x'), node('secret', 'a/s')] }));
    tick();
    live.restart();
    expect([live.since, names(live), live.phase]).toEqual([undefined, ['s', 'x'], 'loading']);
    live.take(frame('SNAPSHOT', 5, { nodes: [node('pod', 'a/x')] }));
    tick();
    expect(names(live)).toEqual(['x']);
  });

  it('keeps showing what it had when a filter is refused', () => {
    const { live, tick } = watch();
    live.take(frame('SNAPSHOT', 1, { nodes: [node('pod', 'a/x')] }));
    tick();
    live.restart();
    live.refused({ message: 'expected ")"', offset: 4 });
    expect([live.phase, live.problem?.offset, names(live)]).toEqual(['refused', 4, ['x']]);
  });
});
