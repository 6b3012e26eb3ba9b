import { censusCluster } from '@canopy/sandbox/load';
import type { Bench, Figure } from './figure.ts';
import { loadModel } from './loaded-model.ts';

export const census: Bench = {
  name: 'census',
  doc: 'A cluster with the census of a real one, of which Radar makes 145,668 nodes and 127,637 edges in 12.9 s. Percent of it.',
  sizes: [56, 100],
  quick: [3],
  async run(percent) {
    const { graph, bytes, parseMs, syncMs, buildMs, stall } = await loadModel(
      { pods: 0 },
      censusCluster(percent / 100),
    );
    const { nodeCount: graphNodes, edgeCount: graphEdges } = graph.reader;
    const parameters = { percent, graphNodes, graphEdges, megabytes: Math.round(bytes / 1e6) };
    const figure = (name: string, value: number, unit: string): Figure => ({ name, value, unit, parameters });
    return [
      figure('census/build', buildMs, 'ms CPU, from parsed objects'),
      figure('census/build-per-element', (buildMs * 1000) / (graphNodes + graphEdges), 'µs CPU for a node or an edge'),
      figure('census/sync', syncMs, 'ms CPU, from the bytes of lists'),
      figure('census/parse', parseMs, 'ms CPU, JSON.parse alone'),
      figure('census/stall', stall.cpu, 'ms CPU'),
    ];
  },
};
