import type { KubeObject } from '@canopy/model/probe';
import { initialPod, planOf, pod } from '@canopy/sandbox/load';
import { type Bench, percentile } from './figure.ts';
import { loadModel } from './loaded-model.ts';

const EVENTS = 5_000;

export const event: Bench = {
  name: 'event',
  doc: 'One watch event on a pod (its status changes), from text to committed delta, by the size of the cluster.',
  sizes: [1_500, 15_000, 150_000],
  quick: [1_500],
  async run(pods) {
    const plan = planOf({ pods });
    const { graph, projection } = await loadModel(plan);
    const samples: number[] = [];
    for (let e = 0; e < EVENTS; e++) {
      const facts = { ...initialPod(plan, (e * 7919) % pods), restarts: e + 1 };
      const text = JSON.stringify(pod(facts).build());
      const start = performance.now();
      projection.upsert('pod', JSON.parse(text) as KubeObject);
      projection.settle();
      graph.commit();
      samples.push(performance.now() - start);
      if (e % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    const warm = samples.slice(EVENTS / 10);
    const parameters = { pods, events: warm.length };
    return [
      { name: 'event/p50', value: percentile(warm, 0.5), unit: 'ms', parameters },
      { name: 'event/p99', value: percentile(warm, 0.99), unit: 'ms', parameters },
      { name: 'event/mean', value: warm.reduce((sum, ms) => sum + ms, 0) / warm.length, unit: 'ms', parameters },
    ];
  },
};
