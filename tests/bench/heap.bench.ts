import type { Bench } from './figure.ts';
import { type LoadedModel, loadModel } from './loaded-model.ts';

/** Workloads of ten pods and of twenty: what differs is pods, with their containers and all their edges. */
export const heap: Bench = {
  name: 'heap',
  doc: 'What one more pod costs, with its two containers and all edges of the three.',
  sizes: [30_000],
  quick: [2_000],
  async run(pods) {
    const nodes = Math.ceil(pods / 15);
    const sizes = [
      { pods, nodes, podsPerWorkload: 10 },
      { pods: pods * 2, nodes, podsPerWorkload: 20 },
    ];
    // With the first the code is compiled; all are held, so that none is collected while another one is weighed.
    const models: LoadedModel[] = [];
    for (const size of [{ pods: 1_000 }, ...sizes]) models.push(await loadModel(size));
    const [few, many] = [models[1]!, models[2]!];
    const [a, b] = [few.graph.reader, many.graph.reader];
    const parameters = {
      pods,
      nodesPerPod: (b.nodeCount - a.nodeCount) / pods,
      edgesPerPod: (b.edgeCount - a.edgeCount) / pods,
    };
    return [{ name: 'heap/pod', value: (many.heap - few.heap) / pods, unit: 'B', parameters }];
  },
};
