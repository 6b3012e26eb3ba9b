/** What is down, with what caused it first: an object that holds or points to others that are down is shown by them. */

import type { GraphNode, Reader } from '@canopy/model';

export interface Problem {
  readonly node: GraphNode;
  /** Down because of this one, as far as can be told from what it needs. */
  readonly affects: readonly GraphNode[];
}

/** From an object that is down to what explains it: what it holds, controls, or needs. */
export function problemsIn(reader: Reader): readonly Problem[] {
  const down = new Map<string, GraphNode>();
  for (const node of reader.nodes()) if (node.status.state === 'DOWN') down.set(node.id, node);
  const affected = new Map<string, Set<GraphNode>>();
  for (const node of down.values()) {
    for (const root of rootsOf(node, reader, down)) {
      const set = affected.get(root.id) ?? new Set();
      if (root !== node) set.add(node);
      affected.set(root.id, set);
    }
  }
  const problems = [...affected].map(([id, set]) => ({ node: down.get(id)!, affects: [...set].sort(byName) }));
  return problems.sort((a, b) => b.affects.length - a.affects.length || byName(a.node, b.node));
}

const byName = (a: GraphNode, b: GraphNode) =>
  a.namespace.localeCompare(b.namespace) || a.type.localeCompare(b.type) || a.name.localeCompare(b.name);

/** The ends of the ways that lead from one thing that is down to the next. */
function rootsOf(node: GraphNode, reader: Reader, down: ReadonlyMap<string, GraphNode>): readonly GraphNode[] {
  const roots: GraphNode[] = [];
  const seen = new Set([node.id]);
  const walk = (at: GraphNode): void => {
    let ends = true;
    for (const { to, relationType } of reader.outEdges(at.id)) {
      const next = down.get(to);
      if (next === undefined || relationType === 'networkpolicy') continue;
      ends = false;
      if (seen.has(to)) continue;
      seen.add(to);
      walk(next);
    }
    if (ends) roots.push(at);
  };
  walk(node);
  return roots.length > 0 ? roots : [node];
}
