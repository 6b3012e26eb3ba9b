/** From a Kubernetes API to a graph. Node only. */

export type { KubeObject } from '../kinds/object.ts';
export type { ConnectOptions, SourceOptions } from './1-source/connect.ts';
export { connect, connectServer } from './1-source/connect.ts';
export type { Reachable } from './1-source/reachable.ts';
export { reachable } from './1-source/reachable.ts';
export type { ObjectSink, Source, SyncState, SyncStatus } from './1-source/source.ts';
export type { ClusterStatus, Probe, ProbeOptions } from './probe.ts';
export { createProbe } from './probe.ts';
export { Projection } from './projection.ts';
