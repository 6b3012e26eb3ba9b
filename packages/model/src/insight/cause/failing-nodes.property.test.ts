import { expect, it } from 'vitest';
import { Graph } from '../../graph/graph.ts';
import type { State } from '../../graph/status.ts';
import { pick, seeded } from '../../testing/random-objects.ts';
import { isFailing } from './failing.ts';
import { FailingNodes } from './failing-nodes.ts';

const states: readonly State[] = ['UP', 'DOWN', 'UNKNOWN'];
const reasons = ['CrashLoopBackOff', 'Terminating', 'WaitForFirstConsumer'];
const seed = Number(process.env.CANOPY_SEED ?? Math.floor(Math.random() * 1e6));

it(`the nodes in trouble are those that a look at all of them finds, however much was missed (seed ${seed})`, () => {
  const random = seeded(seed);
  const graph = new Graph({ keep: 20 });
  const failing = new FailingNodes(graph.reader, graph.changes);
  let found = 0;
  for (let step = 0; step < 3_000; step++) {
    const id = `n${Math.floor(random() * 30)}`;
    const status = { state: pick(random, states), health: 'degraded', reason: pick(random, reasons) } as const;
    const place = { cluster: 'c', manager: 'k8s', namespace: '', name: id, labels: {} };
    if (random() < 0.3) graph.drop(id);
    else graph.put({ id, ...place, type: pick(random, ['pod', 'node']), status, fields: {} });
    if (random() < 0.7) graph.commit();
    if (random() < 0.6) continue;
    graph.commit();
    const wanted = [...graph.reader.nodes()].filter(isFailing).map((node) => node.id);
    expect([...failing].map((node) => node.id).sort()).toEqual(wanted.sort());
    found += wanted.length;
  }
  expect(found).toBeGreaterThan(1_000);
});
