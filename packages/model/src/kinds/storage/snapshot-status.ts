/** How a snapshot fares; snapshots and their contents say it alike. */

import type { Status } from '../../graph/status.ts';
import { degraded, healthy, progressing } from '../state.ts';

export interface Snapshotted {
  readonly readyToUse?: boolean;
  readonly creationTime?: string;
  readonly error?: { readonly message?: string; readonly time?: string };
}

export function snapshotStatus(status: Snapshotted | undefined): Status {
  if (status?.readyToUse) return healthy();
  if (status?.error !== undefined) return degraded({ reason: 'SnapshotError', message: status.error.message });
  return progressing({ reason: 'NotReadyToUse' });
}
