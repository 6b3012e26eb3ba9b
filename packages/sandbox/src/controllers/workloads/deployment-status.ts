/** A deployment's status: counts, and the conditions Available and Progressing. */

import { timestamp } from '../../base/object.ts';
import { type Condition, withCondition } from '../conditions.ts';
import { type StoredDeployment, type StoredSet, share } from './share.ts';

export interface DeploymentReport {
  readonly status: object;
  /** When to look again, for the progress deadline. */
  readonly again: number | undefined;
}

export function deploymentStatus(
  deployment: StoredDeployment,
  sets: readonly StoredSet[],
  current: StoredSet | undefined,
  now: number,
): DeploymentReport {
  const total = (of: (set: StoredSet) => number | undefined) => sets.reduce((sum, set) => sum + (of(set) ?? 0), 0);
  const wanted = deployment.spec?.replicas ?? 1;
  const counts = {
    replicas: total((set) => set.status?.replicas),
    updatedReplicas: current?.status?.replicas ?? 0,
    readyReplicas: total((set) => set.status?.readyReplicas),
    availableReplicas: total((set) => set.status?.availableReplicas),
    unavailableReplicas: Math.max(
      0,
      Math.max(
        total((set) => set.spec?.replicas),
        wanted,
      ) - total((set) => set.status?.availableReplicas),
    ),
  };
  const short = share(deployment.spec?.strategy?.rollingUpdate?.maxUnavailable, wanted, Math.floor);
  const enough = counts.availableReplicas >= wanted - short;
  const old = deployment.status?.conditions;
  const progress = progressing(deployment, counts, current, now);
  const kept = old?.filter(({ type }) => type !== 'ReplicaFailure');
  const refused = current?.status?.conditions?.find(({ type }) => type === 'ReplicaFailure');
  const wantedConditions = [enough ? available : unavailable, progress, ...(refused ? [refused as Condition] : [])];
  const conditions = wantedConditions
    .reduce<readonly Condition[]>((all, one) => withCondition(all, one, now), (kept ?? []) as Condition[])
    .map(stamped(old, now));
  const shown = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  const { collisionCount } = deployment.status ?? {};
  return {
    status: {
      observedGeneration: deployment.metadata.generation,
      ...shown,
      conditions,
      ...(collisionCount !== undefined && { collisionCount }),
    },
    again: progress.reason === 'ReplicaSetUpdated' ? deadline(deployment, now) : undefined,
  };
}

const available: Condition = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
};
const unavailable: Condition = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
};

type Counts = { replicas: number; updatedReplicas: number; availableReplicas: number };

function progressing(
  deployment: StoredDeployment,
  counts: Counts,
  current: StoredSet | undefined,
  now: number,
): Condition {
  const wanted = deployment.spec?.replicas ?? 1;
  const set = current?.metadata.name ?? '';
  const done = counts.updatedReplicas === wanted && counts.replicas === wanted && counts.availableReplicas === wanted;
  const former = deployment.status?.conditions?.find((one) => one.type === 'Progressing');
  const condition = (status: string, reason: string, message: string): Condition => ({
    type: 'Progressing',
    status,
    reason,
    message,
  });
  if (deployment.spec?.paused) return condition('Unknown', 'DeploymentPaused', 'Deployment is paused');
  if (done) return condition('True', 'NewReplicaSetAvailable', `ReplicaSet "${set}" has successfully progressed.`);
  // A rollout that has succeeded is not undone by a pod that fails later.
  const same = former?.message?.includes(`"${set}"`);
  if (former?.reason === 'NewReplicaSetAvailable' && same && counts.updatedReplicas >= wanted)
    return former as Condition;
  const moved =
    counts.updatedReplicas !== (deployment.status?.updatedReplicas ?? 0) ||
    counts.availableReplicas !== (deployment.status?.availableReplicas ?? 0);
  if (same && !moved && former?.reason === 'ProgressDeadlineExceeded') return former as Condition;
  if (same && !moved && deadline(deployment, now) <= 0) {
    return condition('False', 'ProgressDeadlineExceeded', `ReplicaSet "${set}" has timed out progressing.`);
  }
  const progress = condition('True', 'ReplicaSetUpdated', `ReplicaSet "${set}" is progressing.`);
  return moved ? { ...progress, lastUpdateTime: timestamp(now) } : progress;
}

/** Milliseconds until the rollout counts as stuck. */
function deadline(deployment: StoredDeployment, now: number): number {
  const former = deployment.status?.conditions?.find((one) => one.type === 'Progressing');
  const since = former?.lastUpdateTime ? Date.parse(former.lastUpdateTime) : now;
  return since + (deployment.spec?.progressDeadlineSeconds ?? 600) * 1000 - now;
}

/** Deployments also tell when a condition was last written. */
const stamped =
  (old: readonly Condition[] | undefined, now: number) =>
  (condition: Condition): Condition => {
    const former = old?.find((one) => one.type === condition.type);
    const same =
      former?.reason === condition.reason &&
      former?.message === condition.message &&
      former?.status === condition.status;
    return {
      ...condition,
      lastUpdateTime: condition.lastUpdateTime ?? ((same && former?.lastUpdateTime) || timestamp(now)),
    };
  };
