/** The arithmetic of replicas, which all workloads share. */

import type { Status } from '../graph/status.ts';
import type { KubeObject } from './object.ts';
import { type Cause, healthy, progressing } from './state.ts';

/** Whether the status speaks of the spec as it is now. */
export function isObserved(object: KubeObject, observed: number | undefined): boolean {
  return (observed ?? 0) >= (object.metadata.generation ?? 0);
}

/** Enough replicas or not, when nothing else is to be said. `what` is the adjective: available, ready. */
export function byReplicas(desired: number, actual: number, what: string, cause: Cause = {}): Status {
  if (desired === 0) return healthy({ ...cause, reason: 'ScaledToZero' });
  if (actual >= desired) return healthy({ since: cause.since });
  const message = `${actual} of ${desired} ${what}`;
  return progressing({ reason: 'ReplicasMissing', ...cause, message: cause.message ?? message });
}
