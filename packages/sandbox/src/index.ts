/** The embedded default cluster: a small Kubernetes API server that kubectl works against without credentials. */

export { type Clock, ManualClock, systemClock } from './base/clock.ts';
export type { Pace } from './controllers/pods/life.ts';
export type { Faults, SlowFault, StatusFault } from './faults.ts';
export { sampleManifests, sampleNames, sampleUrl } from './samples/samples.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
