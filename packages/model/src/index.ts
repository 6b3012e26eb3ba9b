/** The graph and what it speaks: everything here is safe for the browser. */

export type { Changes, Delta } from './graph/delta.ts';
export { isEmpty } from './graph/delta.ts';
export type { EdgeData, EdgeMetadata, Provenance } from './graph/edge.ts';
export { edgeId } from './graph/edge.ts';
export type { Fields, Labels, NodeData } from './graph/node.ts';
export { GraphNode } from './graph/node.ts';
export type { GraphEdge, Reader } from './graph/reader.ts';
export type { Health, State, Status } from './graph/status.ts';
export { sameStatus } from './graph/status.ts';
