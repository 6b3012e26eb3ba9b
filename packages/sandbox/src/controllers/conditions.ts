/** Status conditions: set one, keep the time of its last transition. */

import { timestamp } from '../base/object.ts';

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly lastUpdateTime?: string;
}

/** The list with one condition set; its transition time changes only with its status. */
export function withCondition<C extends { type: string; status: string; lastTransitionTime?: string }>(
  conditions: readonly C[] | undefined,
  wanted: Condition,
  now: number,
): (C | Condition)[] {
  const former = conditions?.find((one) => one.type === wanted.type);
  const time = former?.status === wanted.status ? former.lastTransitionTime : timestamp(now);
  const condition = { ...wanted, lastTransitionTime: time ?? timestamp(now) };
  if (!former) return [...(conditions ?? []), condition];
  return (conditions ?? []).map((one) => (one === former ? condition : one));
}

export const holds = (conditions: readonly { type: string; status: string }[] | undefined, type: string): boolean =>
  conditions?.some((one) => one.type === type && one.status === 'True') ?? false;
