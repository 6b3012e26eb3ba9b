/** How far each replica set of a deployment may be scaled now: pure, so that a rollout can be played through in a test. */

import { type StoredDeployment, type StoredSet, share } from './share.ts';

export interface Move {
  readonly set: StoredSet;
  readonly replicas: number;
}

const size = (set: StoredSet): number => set.spec?.replicas ?? 0;
const available = (set: StoredSet): number => set.status?.availableReplicas ?? 0;
const sum = (sets: readonly StoredSet[], of: (set: StoredSet) => number): number =>
  sets.reduce((total, set) => total + of(set), 0);

/** The moves that the strategy allows at this moment. */
export function roll(
  deployment: StoredDeployment,
  current: StoredSet,
  old: readonly StoredSet[],
  /** Pods of old sets that are still there, the ones that are going included. */
  oldPods: number,
): Move[] {
  const wanted = deployment.spec?.replicas ?? 1;
  if (deployment.spec?.paused) return paused(current, old, wanted);
  return deployment.spec?.strategy?.type === 'Recreate'
    ? recreate(current, old, wanted, oldPods)
    : rolling(deployment, current, old, wanted);
}

/** A paused deployment still scales what runs. */
function paused(current: StoredSet, old: readonly StoredSet[], wanted: number): Move[] {
  const largest = [...old, current].sort((a, b) => size(b) - size(a))[0]!;
  const others = sum([...old, current], size) - size(largest);
  return [{ set: largest, replicas: Math.max(0, wanted - others) }];
}

function recreate(current: StoredSet, old: readonly StoredSet[], wanted: number, oldPods: number): Move[] {
  const emptied = old.filter((set) => size(set) > 0).map((set) => ({ set, replicas: 0 }));
  return emptied.length > 0 || oldPods > 0 ? emptied : [{ set: current, replicas: wanted }];
}

function rolling(deployment: StoredDeployment, current: StoredSet, old: readonly StoredSet[], wanted: number): Move[] {
  const limits = deployment.spec?.strategy?.rollingUpdate;
  const surge = share(limits?.maxSurge, wanted, Math.ceil);
  const missing = share(limits?.maxUnavailable, wanted, Math.floor);
  const unavailable = surge === 0 && missing === 0 ? 1 : missing;
  const all = [current, ...old];
  const room = wanted + surge - sum(all, size);
  const grown = size(current) > wanted ? wanted : Math.min(wanted, size(current) + Math.max(0, room));
  const moves: Move[] = [{ set: current, replicas: grown }];
  // What may go: everything above the least number that has to be available; the unavailable ones of old sets first.
  const notYet = Math.max(0, grown - available(current));
  let spare = sum(old, size) + grown - (wanted - unavailable) - notYet;
  for (const set of old) {
    const idle = Math.max(0, size(set) - available(set));
    const gone = Math.min(idle, Math.max(0, spare));
    spare -= gone;
    if (gone > 0) moves.push({ set, replicas: size(set) - gone });
  }
  for (const set of old) {
    const left = moves.find((move) => move.set === set)?.replicas ?? size(set);
    const budget = sum(all, available) - (wanted - unavailable);
    const gone = Math.min(left, Math.max(0, Math.min(spare, budget - removed(moves, old))));
    spare -= gone;
    if (gone > 0) {
      const rest = moves.filter((move) => move.set !== set);
      moves.splice(0, moves.length, ...rest, { set, replicas: left - gone });
    }
  }
  return moves;
}

/** How many available pods of old sets the moves so far take away. */
function removed(moves: readonly Move[], old: readonly StoredSet[]): number {
  return moves
    .filter((move) => old.includes(move.set))
    .reduce((total, { set, replicas }) => total + Math.max(0, available(set) - replicas), 0);
}
