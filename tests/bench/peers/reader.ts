/** The graph of the comparison, as the engine here reads it. */

import { type GraphReader, memoryGraph } from '@canopy/gremlin';
import { peerGraph } from './graph.ts';

export function peerReader(pods: number): GraphReader {
  const nodes = [];
  const edges = [];
  for (const line of peerGraph(pods)) {
    if ('node' in line) nodes.push({ id: line.node, metadata: { Type: line.Type, Name: line.Name } });
    else edges.push({ id: line.edge, from: line.from, to: line.to, metadata: { RelationType: line.type } });
  }
  return memoryGraph({ nodes, edges });
}
