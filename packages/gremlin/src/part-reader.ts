/** A reader of part of a graph: only these nodes and edges exist in it. */
import type { EdgeElement, GraphElement, GraphReader, NodeElement } from './reader.ts';

/** Edges whose ends are not both among the nodes are left out. The order given is the natural order. */
export function partReader(
  nodes: Iterable<NodeElement>,
  edges: Iterable<EdgeElement>,
  whole?: GraphReader,
): GraphReader {
  const nodeById = new Map<string, NodeElement>();
  for (const node of nodes) nodeById.set(node.id, node);
  const edgeById = new Map<string, EdgeElement>();
  const out = new Map<string, EdgeElement[]>();
  const into = new Map<string, EdgeElement[]>();
  for (const edge of edges) {
    if (edgeById.has(edge.id) || !nodeById.has(edge.from) || !nodeById.has(edge.to)) continue;
    edgeById.set(edge.id, edge);
    file(out, edge.from, edge);
    file(into, edge.to, edge);
  }
  return {
    revision: whole?.revision ?? 0,
    nodeCount: nodeById.size,
    edgeCount: edgeById.size,
    node: (id) => nodeById.get(id),
    edge: (id) => edgeById.get(id),
    nodes: () => nodeById.values(),
    edges: () => edgeById.values(),
    outEdges: (id) => out.get(id) ?? [],
    inEdges: (id) => into.get(id) ?? [],
    ...(whole?.property ? { property: (element: GraphElement, key: string) => whole.property!(element, key) } : {}),
  };
}

function file(index: Map<string, EdgeElement[]>, id: string, edge: EdgeElement): void {
  const list = index.get(id);
  if (list) list.push(edge);
  else index.set(id, [edge]);
}
