/** How an element fares: the two words that scripts ask for, and the finer ones that people need. */

export type State = 'UP' | 'DOWN' | 'UNKNOWN';

export type Health = 'healthy' | 'progressing' | 'degraded' | 'suspended' | 'completed' | 'missing' | 'unknown';

export interface Status {
  readonly state: State;
  readonly health: Health;
  /** One CamelCase word, as in Kubernetes conditions: `CrashLoopBackOff`, `Unschedulable`, `NotFound`. */
  readonly reason?: string;
  readonly message?: string;
  /** Since when, in milliseconds since the epoch, where the object says so. */
  readonly since?: number;
}

export function sameStatus(a: Status, b: Status): boolean {
  return (
    a.state === b.state &&
    a.health === b.health &&
    a.reason === b.reason &&
    a.message === b.message &&
    a.since === b.since
  );
}
