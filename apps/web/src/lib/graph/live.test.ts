import type { NodeData, Update } from '@canopy/model';
import { describe, expect, it } from 'vitest';
import { edge, node } from '../testing/world.ts';
import type { TopologyFrame } from '../wire/frames.ts';
import { Live } from './live.svelte.ts';

const none = { added: [], changed: [], removed: [] };

function frame(type: TopologyFrame['type'], revision: number, more: Partial<TopologyFrame> = {}): TopologyFrame {
  return { type, since: revision - 1, revision, time: revision, complete: true, nodes: none, edges: none, ...more };
}

const nodes = (...added: NodeData[]) => ({ ...none, added });

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
  it('shows a snapshot when all of it is there, and says meanwhile how much has come', () => {
    const { live, tick } = watch();
    live.take(frame('SNAPSHOT', 3, { complete: false, nodes: nodes(node('pod', 'a/x')) }));
    tick();
    expect([live.phase, live.received, names(live)]).toEqual(['loading', 1, []]);
    live.take(
      frame('SNAPSHOT', 3, {
        nodes: nodes(node('pod', 'a/y')),
        edges: { ...none, added: [edge('pod:a/x', 'pod', 'pod:a/y')] },
      }),
    );
    tick();
    expect([live.phase, names(live), live.reader.edgeCount, live.since]).toEqual(['live', ['x', 'y'], 1, 3]);
  });

  it('takes many deltas with one picture', () => {
    const { live, tick, waiting } = watch();
    live.take(frame('SNAPSHOT', 1));
    tick();
    for (let revision = 2; revision < 50; revision++)
      live.take(frame('DELTA', revision, { nodes: nodes(node('pod', `a/${revision}`)) }));
    expect(waiting.length).toBe(1);
    tick();
    expect([live.reader.nodeCount, live.since, live.revision]).toEqual([48, 49, 2]);
  });

  it('goes on showing what it had while it is cut off, and says that it is stale', () => {
    const { live, tick } = watch();
    live.take(frame('SNAPSHOT', 1, { nodes: nodes(node('pod', 'a/x')) }));
    tick();
    live.lost();
    expect([live.phase, names(live), live.since]).toEqual(['stale', ['x'], 1]);
    live.take(frame('DELTA', 2, { nodes: nodes(node('pod', 'a/y')) }));
    tick();
    expect([live.phase, names(live)]).toEqual(['live', ['x', 'y']]);
  });

  it('turns a snapshot after a resync into what changed, so that nothing flickers', () => {
    const { live, updates, tick } = watch();
    live.take(
      frame('SNAPSHOT', 1, { nodes: nodes(node('pod', 'a/stays'), node('pod', 'a/changes'), node('pod', 'a/goes')) }),
    );
    tick();
    live.take(frame('RESYNC', 9));
    live.take(
      frame('SNAPSHOT', 9, {
        complete: false,
        nodes: nodes(node('pod', 'a/stays'), node('pod', 'a/changes', { revision: 8 })),
      }),
    );
    tick();
    expect(names(live)).toEqual(['changes', 'goes', 'stays']);
    live.take(frame('SNAPSHOT', 9, { nodes: nodes(node('pod', 'a/comes')) }));
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
    live.take(frame('SNAPSHOT', 5, { nodes: nodes(node('pod', 'a/x'), node('secret', 'a/s')) }));
    tick();
    live.restart();
    expect([live.since, names(live), live.phase]).toEqual([undefined, ['s', 'x'], 'loading']);
    live.take(frame('SNAPSHOT', 5, { nodes: nodes(node('pod', 'a/x')) }));
    tick();
    expect(names(live)).toEqual(['x']);
  });

  it('keeps showing what it had when a filter is refused', () => {
    const { live, tick } = watch();
    live.take(frame('SNAPSHOT', 1, { nodes: nodes(node('pod', 'a/x')) }));
    tick();
    live.restart();
    live.refused({ message: 'expected ")"', offset: 4 });
    expect([live.phase, live.problem?.offset, names(live)]).toEqual(['refused', 4, ['x']]);
  });

  it('reads the nulls of GraphQL as absent', () => {
    const { live, tick } = watch();
    const status = { state: 'UP', health: 'healthy', reason: null, message: null, since: null } as never;
    live.take(frame('SNAPSHOT', 1, { nodes: nodes(node('pod', 'a/x', { status })) }));
    tick();
    expect(Object.keys(live.reader.node('pod:a/x')!.status)).toEqual(['state', 'health']);
  });
});
