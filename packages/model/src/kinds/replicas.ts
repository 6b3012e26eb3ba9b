/** The arithmetic of replicas, which all workloads share. */

import type { Status } from '../graph/status.ts';
import { causeOf, condition } from './conditions.ts';
import { int } from './define.ts';
import type { KubeObject } from './object.ts';
import { type Cause, degraded, healthy, progressing } from './state.ts';

/** What keeps pods by their number alone: replica sets and replication controllers. */
interface Replicated extends KubeObject {
  readonly spec?: { readonly replicas?: number };
  readonly status?: {
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly availableReplicas?: number;
    readonly observedGeneration?: number;
    readonly conditions?: Parameters<typeof condition>[0];
  };
}

export const replicaFields = [
  int<Replicated>('DesiredReplicas', 'How many pods it should have.', ({ spec }) => spec?.replicas ?? 1),
  int<Replicated>('Replicas', 'How many pods it has.', ({ status }) => status?.replicas ?? 0),
  int<Replicated>('ReadyReplicas', 'How many of them are ready.', ({ status }) => status?.readyReplicas ?? 0),
  int<Replicated>(
    'AvailableReplicas',
    'How many have been ready for long enough.',
    ({ status }) => status?.availableReplicas ?? 0,
  ),
];

export function replicaStatus(object: Replicated): Status {
  const want = object.spec?.replicas ?? 1;
  const available = object.status?.availableReplicas ?? 0;
  const state = available >= want ? 'UP' : 'DOWN';
  const failure = condition(object.status?.conditions, 'ReplicaFailure');
  if (failure?.status === 'True') return degraded(causeOf(failure), state);
  if (!isObserved(object, object.status?.observedGeneration)) return progressing({ reason: 'NotObserved' }, state);
  return byReplicas(want, available, 'available');
}

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
