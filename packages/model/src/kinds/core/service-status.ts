/** Whether anybody answers behind a service: its endpoint slices know; else its endpoints; else its pods. */

import type { Status } from '../../graph/status.ts';
import type { Neighbour, Surroundings } from '../define.ts';
import { degraded } from '../state.ts';

const nobody = degraded({ reason: 'NoReadyEndpoints', message: 'no ready pod stands behind it' });

export function servedBy(own: Status, around: Surroundings): Status {
  if (own.reason === 'ExternalName' || own.reason === 'NoSelector' || own.reason === 'Terminating') return own;
  const behind = [...around.out('service')];
  if (readyBehind(behind) === 0) return nobody;
  return own.reason === 'NoReadyEndpoints' ? { state: 'UP', health: 'healthy' } : own;
}

function readyBehind(behind: readonly Neighbour[]): number {
  for (const type of ['endpointslice', 'endpoints']) {
    const found = behind.filter((each) => each.type === type);
    if (found.length > 0) return found.reduce((sum, { fields }) => sum + Number(fields.Ready ?? 0), 0);
  }
  return behind.filter(({ type, status }) => type === 'pod' && status.state === 'UP' && status.health === 'healthy')
    .length;
}
