/** Jobs: pods until enough of them have succeeded, or too many have failed. */

import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import { timestamp } from '../../base/object.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { type Condition, holds, withCondition } from '../conditions.ts';
import { type Controller, itsController, itself, splitKey } from '../controller.ts';
import { isActive, isFinished, isReady, type StoredPod } from '../pods/state.ts';
import { afterRefusal, makePod } from './make-pod.ts';
import { podFrom } from './template.ts';

type StoredJob = Stored<Job>;

const resource = 'jobs.batch';
const from = 'job-controller';
const indexAnnotation = 'batch.kubernetes.io/job-completion-index';

export const isDone = (job: StoredJob): boolean =>
  holds(job.status?.conditions, 'Complete') || holds(job.status?.conditions, 'Failed');

export function jobController(cluster: Cluster): Controller {
  return {
    name: from,
    watches: { [resource]: itself, pods: itsController('Job') },
    reconcile(key) {
      const job = cluster.get<Job>(resource, ...splitKey(key));
      if (!job || job.metadata.deletionTimestamp) return undefined;
      if (isDone(job)) return clearAway(cluster, job);
      const pods = cluster.controlled(job, 'pods') as StoredPod[];
      const end = verdict(job, pods, cluster.now());
      const rests = end !== undefined || job.spec?.suspend;
      if (rests) for (const pod of pods.filter(isActive)) cluster.remove('pods', pod);
      const refused = !rests && startPods(cluster, job, pods);
      report(cluster, job, end);
      if (refused) return afterRefusal;
      return end ? undefined : deadline(job, cluster.now());
    },
  };
}

/** After its time to live a finished job goes, its pods with it. */
function clearAway(cluster: Cluster, job: StoredJob): number | undefined {
  const ttl = job.spec?.ttlSecondsAfterFinished;
  if (ttl === undefined) return undefined;
  const end = job.status?.conditions?.find((one) => one.status === 'True')?.lastTransitionTime;
  const left = Date.parse(end ?? '') + ttl * 1000 - cluster.now();
  if (left > 0) return left;
  cluster.remove(resource, job, { propagationPolicy: 'Background' });
  return undefined;
}

function deadline(job: StoredJob, now: number): number | undefined {
  const seconds = job.spec?.activeDeadlineSeconds;
  if (seconds === undefined || !job.status?.startTime) return undefined;
  return Math.max(1, Date.parse(job.status.startTime) + seconds * 1000 - now);
}

const succeeded = (pods: readonly StoredPod[]): StoredPod[] => pods.filter((pod) => pod.status?.phase === 'Succeeded');
const failed = (pods: readonly StoredPod[]): StoredPod[] => pods.filter((pod) => pod.status?.phase === 'Failed');

/** How many failures count against the limit: failed pods, and restarts in place. */
function failures(pods: readonly StoredPod[]): number {
  const restarts = pods
    .flatMap((pod) => pod.status?.containerStatuses ?? [])
    .reduce((sum, one) => sum + one.restartCount, 0);
  return failed(pods).length + restarts;
}

function verdict(job: StoredJob, pods: readonly StoredPod[], now: number): Condition | undefined {
  const { completions, backoffLimit = 6, activeDeadlineSeconds } = job.spec ?? {};
  const done = succeeded(pods).length;
  const enough = completions === undefined ? done > 0 && !pods.some(isActive) : done >= completions;
  const condition = (type: string, reason: string, message: string): Condition => ({
    type,
    status: 'True',
    reason,
    message,
  });
  if (enough) return condition('Complete', 'CompletionsReached', 'Reached expected number of succeeded pods');
  if (failures(pods) > backoffLimit) {
    return condition('Failed', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  const late = activeDeadlineSeconds !== undefined && (deadline(job, now) ?? 2) <= 1;
  return late ? condition('Failed', 'DeadlineExceeded', 'Job was active longer than specified deadline') : undefined;
}

/** True when one was refused. */
function startPods(cluster: Cluster, job: StoredJob, pods: readonly StoredPod[]): boolean {
  const { completions, parallelism = 1, completionMode } = job.spec ?? {};
  const active = pods.filter((pod) => !isFinished(pod)).length;
  const open =
    completions === undefined ? (succeeded(pods).length ? 0 : parallelism) : completions - succeeded(pods).length;
  const missing = Math.min(parallelism, open) - active;
  const taken = new Set(pods.filter((pod) => pod.status?.phase !== 'Failed').map(indexOf));
  for (let count = 0; count < missing; count += 1) {
    let index = 0;
    while (taken.has(String(index))) index += 1;
    taken.add(String(index));
    const indexed = completionMode === 'Indexed';
    if (makePod(cluster, job, podOf(job, indexed ? index : undefined), from)) return true;
  }
  return false;
}

const indexOf = (pod: StoredPod): string | undefined => pod.metadata.annotations?.[indexAnnotation];

function podOf(job: StoredJob, index: number | undefined) {
  const name = index === undefined ? job.metadata.name : `${job.metadata.name}-${index}`;
  return podFrom(job.spec?.template, job, {
    generateName: `${name}-`,
    ...(index !== undefined && {
      annotations: { [indexAnnotation]: String(index) },
      labels: { [indexAnnotation]: String(index) },
    }),
  });
}

function report(cluster: Cluster, job: StoredJob, end: Condition | undefined): void {
  const pods = cluster.controlled(job, 'pods') as StoredPod[];
  const active = pods.filter(isActive);
  const now = cluster.now();
  let conditions = job.status?.conditions as Condition[] | undefined;
  if (end) conditions = withCondition(conditions, end, now) as Condition[];
  if (job.spec?.suspend || holds(conditions, 'Suspended')) {
    const suspended = {
      type: 'Suspended',
      status: job.spec?.suspend ? 'True' : 'False',
      reason: job.spec?.suspend ? 'JobSuspended' : 'JobResumed',
    };
    conditions = withCondition(conditions, suspended, now) as Condition[];
  }
  const done = succeeded(pods).length;
  const lost = failed(pods).length;
  cluster.setStatus(resource, job, {
    ...(conditions && { conditions }),
    ...(!job.spec?.suspend && { startTime: job.status?.startTime ?? timestamp(now) }),
    ...(end?.type === 'Complete' && { completionTime: timestamp(now) }),
    ...(active.length && !end && { active: active.length }),
    ready: end ? 0 : active.filter(isReady).length,
    ...(done && { succeeded: done }),
    ...(lost && { failed: lost }),
    terminating: 0,
    uncountedTerminatedPods: {},
  });
  if (end)
    cluster.tell(
      job,
      end.type === 'Complete' ? 'Completed' : (end.reason ?? ''),
      end.message ?? '',
      from,
      end.type === 'Complete' ? 'Normal' : 'Warning',
    );
}
