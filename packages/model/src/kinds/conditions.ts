/** Reading `.status.conditions`, which most kinds have in the same shape. */

import type { Status } from '../graph/status.ts';
import { type Cause, degraded, healthy, progressing, unknown } from './state.ts';

export interface Condition {
  readonly type: string;
  /** `True`, `False`, `Unknown`. */
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly observedGeneration?: number;
}

type Conditions = readonly Condition[] | null | undefined;

export function condition(conditions: Conditions, type: string): Condition | undefined {
  return conditions?.find((each) => each.type === type);
}

/** Why a condition is as it is; heartbeats (`lastHeartbeatTime`, `lastUpdateTime`) are not read. */
export function causeOf(from: Condition | undefined, fallback?: string): Cause {
  return { reason: from?.reason || fallback, message: from?.message, since: from?.lastTransitionTime };
}

/** A condition that says all: True is healthy, False is degraded, anything else is not known. */
export function byCondition(conditions: Conditions, type: string): Status {
  const found = condition(conditions, type);
  if (found?.status === 'True') return healthy({ since: found.lastTransitionTime });
  if (found?.status === 'False') return degraded(causeOf(found, `Not${type}`));
  return unknown(found === undefined ? { reason: `No${type}Condition` } : causeOf(found));
}

/**
 * Several conditions that must all hold: the first False one decides, then the first one not yet decided
 * (`Unknown`, or absent), which is on its way.
 */
export function byConditions(conditions: Conditions, types: readonly string[]): Status {
  if (!conditions?.length) return unknown({ reason: 'NoConditions', message: 'no controller has reported a status' });
  const found = types.map((type) => condition(conditions, type));
  const broken = found.find((each) => each?.status === 'False');
  if (broken !== undefined) return degraded(causeOf(broken));
  const open = found.findIndex((each) => each?.status !== 'True');
  if (open < 0) return healthy({ since: found[0]?.lastTransitionTime });
  return progressing(causeOf(found[open], `Waiting${types[open]}`));
}
