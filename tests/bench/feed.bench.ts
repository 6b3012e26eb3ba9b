import type { KubeObject } from '@canopy/model/probe';
import { initialPod, planOf, pod } from '@canopy/sandbox/load';
import { type Bench, threadCpu } from './figure.ts';
import { loadModel } from './loaded-model.ts';

const COMMITS = 200;

export const feed: Bench = {
  name: 'feed',
  doc: 'The change feed with that many subscribers, each woken by every commit and asking for what it missed.',
  sizes: [100, 1_000, 10_000],
  quick: [100],
  async run(subscribers) {
    const plan = planOf({ pods: 3_000 });
    const { graph, projection } = await loadModel(plan);
    const { changes } = graph;
    const stop = new AbortController();
    let received = 0;
    const subscriber = async () => {
      let { revision } = changes;
      while (!stop.signal.aborted) {
        await changes.next(revision, stop.signal);
        const delta = changes.since(revision);
        if (delta === undefined || delta.revision === revision) continue;
        revision = delta.revision;
        received++;
      }
    };
    const running = Array.from({ length: subscribers }, subscriber);
    const start = threadCpu();
    for (let i = 0; i < COMMITS; i++) {
      const facts = { ...initialPod(plan, i), restarts: 1 };
      projection.upsert('pod', JSON.parse(JSON.stringify(pod(facts).build())) as KubeObject);
      projection.settle();
      graph.commit();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const cpu = threadCpu() - start;
    stop.abort();
    await Promise.all(running);
    const parameters = { subscribers, commits: COMMITS };
    return [
      { name: 'feed/received', value: received / (subscribers * COMMITS), unit: 'of all commits', parameters },
      { name: 'feed/deliveries', value: (received / cpu) * 1000, unit: 'a CPU second', parameters },
    ];
  },
};
