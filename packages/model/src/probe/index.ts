/** From a Kubernetes API to a graph. Node only. */

export type { ObjectSink, Source, SyncState, SyncStatus } from './1-source/source.ts';
export type { ClusterStatus, Probe, ProbeOptions } from './probe.ts';
export { createProbe } from './probe.ts';
export { Projection } from './projection.ts';
