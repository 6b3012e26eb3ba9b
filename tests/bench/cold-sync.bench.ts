import type { Bench, Figure } from './figure.ts';
import { loadModel } from './loaded-model.ts';

export const coldSync: Bench = {
  name: 'cold-sync',
  doc: 'First sync of a cluster, from the bytes of lists to the graph, against JSON.parse of these bytes; heap and memory.',
  sizes: [15_000, 150_000],
  quick: [3_000],
  async run(pods) {
    const nodes = Math.ceil(pods / 30);
    const { graph, bytes, parseMs, bareParseMs, syncMs, buildMs, stall, heap } = await loadModel({ pods, nodes });
    const parameters = { pods, nodes, graphNodes: graph.reader.nodeCount, graphEdges: graph.reader.edgeCount };
    const figure = (name: string, value: number, unit: string): Figure => ({ name, value, unit, parameters });
    return [
      figure('cold-sync/bytes', bytes / 1e6, 'MB'),
      figure('cold-sync/parse', parseMs, 'ms CPU'),
      figure('cold-sync/sync', syncMs, 'ms CPU'),
      figure('cold-sync/build', buildMs, 'ms CPU, from parsed objects'),
      figure('cold-sync/ratio', syncMs / parseMs, '× JSON.parse of the same bytes'),
      figure('cold-sync/ratio-bare', syncMs / bareParseMs, '× JSON.parse of the objects without managedFields'),
      figure('cold-sync/stall', stall.cpu, 'ms CPU'),
      figure('cold-sync/stall-wall', stall.wall, 'ms'),
      figure('cold-sync/heap-per-pod', heap / pods, 'B'),
      figure('cold-sync/rss', process.memoryUsage().rss / 1e6, 'MB'),
    ];
  },
};
