/** How kinds word a status: one maker per health, so that a kind says `degraded({ reason })` and no more. */

import type { Health, State, Status } from '../graph/status.ts';

export interface Cause {
  readonly reason?: string | undefined;
  readonly message?: string | undefined;
  /** A time of the API, as text. */
  readonly since?: string | null | undefined;
}

const plainlyHealthy: Status = Object.freeze({ state: 'UP', health: 'healthy' });

/** Spelled out: a status is made for every container of a cluster, and stays. */
function make(state: State, health: Health, { reason, message, since }: Cause): Status {
  const time = since ? Date.parse(since) : Number.NaN;
  if (Number.isNaN(time)) {
    if (!message) return reason ? { state, health, reason } : { state, health };
    return reason ? { state, health, reason, message } : { state, health, message };
  }
  if (!message) return reason ? { state, health, reason, since: time } : { state, health, since: time };
  return reason ? { state, health, reason, message, since: time } : { state, health, message, since: time };
}

export const healthy = (cause?: Cause): Status => (cause === undefined ? plainlyHealthy : make('UP', 'healthy', cause));
export const completed = (cause: Cause = {}): Status => make('UP', 'completed', cause);
export const suspended = (cause: Cause = {}, state: State = 'UP'): Status => make(state, 'suspended', cause);
/** On its way; `UP` where it serves meanwhile, as during a rolling update. */
export const progressing = (cause: Cause = {}, state: State = 'DOWN'): Status => make(state, 'progressing', cause);
/** Not as it should be; `UP` where it serves nevertheless. */
export const degraded = (cause: Cause = {}, state: State = 'DOWN'): Status => make(state, 'degraded', cause);
export const unknown = (cause: Cause = {}): Status => make('UNKNOWN', 'unknown', cause);

/** For what has no state of its own: it fares well by existing. */
export const exists = (): Status => plainlyHealthy;
