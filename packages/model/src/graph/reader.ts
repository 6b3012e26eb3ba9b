/** A read-only view of a graph: all that queries, the API, insight and history ever see of one. */

import type { GraphReader } from '@canopy/gremlin/reader';
import type { EdgeData } from './edge.ts';
import type { GraphNode } from './node.ts';

export type GraphEdge = EdgeData;

export interface Reader extends GraphReader {
  node(id: string): GraphNode | undefined;
  edge(id: string): GraphEdge | undefined;
  nodes(): Iterable<GraphNode>;
  edges(): Iterable<GraphEdge>;
  outEdges(id: string): Iterable<GraphEdge>;
  inEdges(id: string): Iterable<GraphEdge>;
  /** The node of that type, namespace (empty for cluster-wide kinds) and name; the first one where clusters share it. */
  find(type: string, namespace: string, name: string, cluster?: string): GraphNode | undefined;
  /** All nodes of a type, in natural order. */
  ofType(type: string): Iterable<GraphNode>;
  countOfType(type: string): number;
  /** The types present, sorted. */
  types(): readonly string[];
}
