/** Synthetic clusters of any size, as objects and behind the API's protocol: for benchmarks and endurance tests. */

export type { Blueprint } from './blueprint.ts';
export { Churn } from './churn.ts';
export { CENSUS, type ClusterSize, censusCluster, initialPod, planOf, syntheticCluster } from './cluster.ts';
export { withManagedFields } from './managed-fields.ts';
export { type PodFacts, pod } from './pod.ts';
export { type Random, seeded } from './random.ts';
export { LoadServer, type LoadServerOptions } from './server.ts';
export { type LoadEvent, LoadWorld, objectOf, type Row } from './world.ts';
