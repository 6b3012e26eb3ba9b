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
    // The code that runs is compiled by then, and no longer part of the difference.
    await loadModel({ pods: 1_000 });
    const models: LoadedModel[] = [];
    for (const size of sizes) models.push(await loadModel(size));
    const [few, many] = [models[0]!, models[1]!];
    const [a, b] = [few.graph.reader, many.graph.reader];
    const parameters = {
      pods,
      nodesPerPod: (b.nodeCount - a.nodeCount) / pods,
      edgesPerPod: (b.edgeCount - a.edgeCount) / pods,
    };
    return [{ name: 'heap/pod', value: (many.heap - few.heap) / pods, unit: 'B', parameters }];
  },
};
