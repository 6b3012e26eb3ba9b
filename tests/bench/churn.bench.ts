import { Churn, type LoadEvent, LoadWorld, objectOf, syntheticCluster } from '@canopy/sandbox/load';
import { type Bench, collectGarbage, threadCpu } from './figure.ts';
import { emptyModel } from './loaded-model.ts';

const PODS = 5_000;
/** Events of one burst: what a busy cluster sends between two turns of the event loop. */
const BURST = 20;

export interface ChurnResult {
  /** Bytes of heap in use after a tenth of the events, and after all of them. */
  readonly early: number;
  readonly late: number;
  readonly cpuMs: number;
  readonly nodes: number;
}

export interface Endurance {
  readonly pods: number;
  /** How many changed elements the feed remembers: reached in the first tenth, so that it does not count as growth. */
  readonly keep?: number;
  /** The bytes of heap in use. */
  weigh(): Promise<number>;
}

/** Sends a cluster's events to a graph and weighs it on the way. */
export async function endure(events: number, { pods, keep, weigh }: Endurance): Promise<ChurnResult> {
  const { graph, projection } = emptyModel(keep === undefined ? {} : { keep });
  // The world forgets early, so that what grows is the graph's.
  const world = new LoadWorld(syntheticCluster({ pods }), 100);
  const take = ({ type, row }: LoadEvent) => {
    const { kind } = row.blueprint;
    const object = JSON.parse(JSON.stringify(objectOf(row)));
    if (type === 'DELETED') projection.remove(kind, object);
    else projection.upsert(kind, object);
  };
  const commit = () => {
    projection.settle();
    graph.commit();
  };
  for (const blueprint of syntheticCluster({ pods })) {
    take({ type: 'ADDED', row: { blueprint, version: world.revision } });
  }
  commit();
  world.listen(take);
  const churn = new Churn(world, { pods });
  let [done, early] = [0, 0];
  const start = threadCpu();
  while (done < events) {
    if (early === 0 && done >= events / 10) early = await weigh();
    const until = done + BURST;
    while (done < until) done += churn.step();
    commit();
    if (done % 100 < BURST) await new Promise((resolve) => setImmediate(resolve));
  }
  const cpuMs = threadCpu() - start;
  return { early, late: await weigh(), cpuMs, nodes: graph.reader.nodeCount };
}

async function heapInUse(): Promise<number> {
  // Objects are being compressed in the background.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

export const churn: Bench = {
  name: 'churn',
  doc: 'A day of churn at once: restarts, evictions, rolling updates, failing nodes. Heap at the end against that after a tenth.',
  sizes: [1_000_000],
  quick: [20_000],
  async run(events) {
    const { early, late, cpuMs } = await endure(events, { pods: PODS, weigh: heapInUse });
    const parameters = { pods: PODS, events };
    return [
      { name: 'churn/growth', value: (late / early - 1) * 100, unit: '% of the heap after a tenth', parameters },
      { name: 'churn/heap', value: late / 1e6, unit: 'MB', parameters },
      { name: 'churn/event', value: (cpuMs / events) * 1000, unit: 'µs CPU, making the event included', parameters },
    ];
  },
};
