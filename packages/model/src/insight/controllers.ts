/** Who controls whom: from a workload down to its pods, and from a pod up to the workload that people know it by. */

import type { GraphNode } from '../graph/node.ts';
import type { GraphEdge, Reader } from '../graph/reader.ts';

export const isControl = ({ metadata }: GraphEdge): boolean => metadata.Controller === true;

/** The pods below a node by control; of a service, those that it selects. */
export function podsBelow(reader: Reader, node: GraphNode): readonly GraphNode[] {
  const found = new Map<string, GraphNode>();
  const seen = new Set<string>([node.id]);
  const visit = (at: GraphNode): void => {
    if (at.type === 'pod') {
      found.set(at.id, at);
      return;
    }
    for (const edge of reader.outEdges(at.id)) {
      const leads = isControl(edge) || (at.type === 'service' && edge.relationType === 'service');
      if (!leads || seen.has(edge.to)) continue;
      seen.add(edge.to);
      const child = reader.node(edge.to);
      if (child !== undefined && (at.type !== 'service' || child.type === 'pod')) visit(child);
    }
  };
  visit(node);
  return [...found.values()];
}

/** The workload at the top: the deployment of a pod; the node itself where nothing controls it. */
export function topController(reader: Reader, node: GraphNode): GraphNode {
  let top = node;
  for (let depth = 0; depth < 8; depth++) {
    const parent = controllerOf(reader, top);
    if (parent === undefined) return top;
    top = parent;
  }
  return top;
}

export function controllerOf(reader: Reader, node: GraphNode): GraphNode | undefined {
  for (const edge of reader.inEdges(node.id)) {
    if (!isControl(edge)) continue;
    const parent = reader.node(edge.from);
    if (parent !== undefined) return parent;
  }
  return undefined;
}
