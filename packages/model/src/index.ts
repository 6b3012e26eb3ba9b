/** The graph and what it speaks: everything here is safe for the browser. */

export { ShardedMap } from './base/sharded-map.ts';
export type { ChangeFeed, GraphDelta } from './graph/changes.ts';
export type { Changes, Delta } from './graph/delta.ts';
export { isEmpty } from './graph/delta.ts';
export type { EdgeData, EdgeMetadata, Provenance } from './graph/edge.ts';
export { edgeId, parseEdgeId } from './graph/edge.ts';
export type { GraphOptions } from './graph/graph.ts';
export { Graph } from './graph/graph.ts';
export { merge } from './graph/merge.ts';
export type { Taken, Update } from './graph/mirror.ts';
export { Mirror, nothingTaken } from './graph/mirror.ts';
export type { Fields, Labels, NodeData, NodeInput } from './graph/node.ts';
export { GraphNode } from './graph/node.ts';
export type { Census, Home, Numbering, PackedTopology, PackOptions } from './graph/packed.ts';
export { briefly, pack } from './graph/packed.ts';
export { valueAt } from './graph/property.ts';
export type { GraphEdge, Reader } from './graph/reader.ts';
export type { Health, State, Status } from './graph/status.ts';
export { sameStatus } from './graph/status.ts';
