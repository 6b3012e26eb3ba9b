import { Graph } from '@canopy/model';
import { registry } from '@canopy/model/kinds';
import { afterEach, expect, test, vi } from 'vitest';
import { seesEverything } from '../../auth/access.ts';
import { anonymous } from '../../auth/viewer.ts';
import { configSchema } from '../../config.ts';
import { createGremlin } from '../gremlin.ts';
import { createInsights } from '../insight.ts';
import { Pulse } from './pulse.ts';
import { Views } from './views.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a picture whose subscriber leaves before its first frame is kept for a while, and then made anew', () => {
  vi.useFakeTimers();
  const graph = new Graph();
  const authorize = vi.fn(() => seesEverything);
  const pulse = new Pulse(graph.changes, 50);
  const views = new Views({
    ...{ reader: graph.reader, changes: graph.changes, pulse, authorize },
    ...{ clock: () => 0, lingerMs: 30_000, gremlin: createGremlin(configSchema.parse({}).query) },
    insights: createInsights({ graph, kinds: registry, pulse }),
  });
  const leave = () => views.topology(anonymous, {}, undefined, AbortSignal.abort());
  leave();
  vi.advanceTimersByTime(29_000);
  leave();
  expect(authorize).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(30_000);
  leave();
  expect(authorize).toHaveBeenCalledTimes(2);
  views.close();
});
