/** Deployments and their sets as they are stored, and the shares that a strategy gives in numbers or percentages. */

import type { Deployment, ReplicaSet } from 'kubernetes-types/apps/v1.d.ts';
import type { Stored } from '../cluster.ts';

export type StoredDeployment = Stored<Deployment>;
export type StoredSet = Stored<ReplicaSet>;

/** A number or a percentage of `total`. */
export function share(value: number | string | undefined, total: number, round: (n: number) => number): number {
  if (value === undefined) return 0;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  return percent === undefined ? Number(value) : round((Number(percent) * total) / 100);
}
