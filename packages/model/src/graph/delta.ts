/** What changed from one revision of a graph to another: the one shape that store, feed, wire and dashboard share. */

import type { EdgeData } from './edge.ts';
import type { NodeData } from './node.ts';

export interface Changes<T> {
  readonly added: readonly T[];
  readonly changed: readonly T[];
  /** The elements as they were last. */
  readonly removed: readonly T[];
}

export interface Delta<N = NodeData, E = EdgeData> {
  /** The revision that this delta starts from. */
  readonly since: number;
  /** The revision that it leads to. */
  readonly revision: number;
  /** When it was committed, in milliseconds since the epoch. */
  readonly time: number;
  readonly nodes: Changes<N>;
  readonly edges: Changes<E>;
}

export function isEmpty(delta: Delta): boolean {
  const { nodes, edges } = delta;
  return (
    nodes.added.length + nodes.changed.length + nodes.removed.length === 0 &&
    edges.added.length + edges.changed.length + edges.removed.length === 0
  );
}
