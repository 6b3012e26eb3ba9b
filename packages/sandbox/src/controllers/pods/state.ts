/** What other controllers ask about a pod. */

import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../cluster.ts';
import { holds } from '../conditions.ts';

export type StoredPod = Stored<Pod>;

export const isReady = (pod: StoredPod): boolean => holds(pod.status?.conditions, 'Ready');
export const isFinished = (pod: StoredPod): boolean =>
  pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
/** Neither finished nor going. */
export const isActive = (pod: StoredPod): boolean => !isFinished(pod) && !pod.metadata.deletionTimestamp;
