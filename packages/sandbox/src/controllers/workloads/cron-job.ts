/** Cron jobs: a job whenever the schedule says so, and only so many of the old ones kept. */

import type { CronJob, Job } from 'kubernetes-types/batch/v1.d.ts';
import { clone } from '../../base/json.ts';
import { controlledBy, timestamp } from '../../base/object.ts';
import { nextTime, parseSchedule } from '../../base/schedule.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { holds } from '../conditions.ts';
import { type Controller, itsController, itself, splitKey } from '../controller.ts';
import { isDone } from './job.ts';

type StoredCronJob = Stored<CronJob>;
type StoredJob = Stored<Job>;

const resource = 'cronjobs.batch';
const jobs = 'jobs.batch';
const from = 'cronjob-controller';

export function cronJobController(cluster: Cluster): Controller {
  return {
    name: from,
    watches: { [resource]: itself, [jobs]: itsController('CronJob') },
    reconcile(key) {
      const cron = cluster.get<CronJob>(resource, ...splitKey(key));
      if (!cron || cron.metadata.deletionTimestamp) return undefined;
      const again = tick(cluster, cron);
      tidy(cluster, cron);
      report(cluster, key);
      return again;
    },
  };
}

/** Starts what is due; answers when the next run is. */
function tick(cluster: Cluster, cron: StoredCronJob): number | undefined {
  const schedule = parseSchedule(cron.spec?.schedule ?? '');
  if (!schedule || cron.spec?.suspend) return undefined;
  const now = cluster.now();
  let last = Date.parse(cron.status?.lastScheduleTime ?? cron.metadata.creationTimestamp);
  let due: number | undefined;
  for (let next = nextTime(schedule, last); next !== undefined && next <= now; next = nextTime(schedule, next)) {
    due = next;
    last = next;
  }
  if (due !== undefined) start(cluster, cron, due);
  const next = nextTime(schedule, now);
  return next === undefined ? undefined : next - now;
}

function start(cluster: Cluster, cron: StoredCronJob, due: number): void {
  const active = cluster.controlled<Job>(cron, jobs).filter((job) => !isDone(job));
  const { concurrencyPolicy, startingDeadlineSeconds } = cron.spec ?? {};
  const tooLate = startingDeadlineSeconds !== undefined && cluster.now() - due > startingDeadlineSeconds * 1000;
  if (tooLate || (active.length && concurrencyPolicy === 'Forbid')) return;
  if (concurrencyPolicy === 'Replace')
    for (const job of active) cluster.remove(jobs, job, { propagationPolicy: 'Background' });
  const { metadata, spec } = clone(cron.spec?.jobTemplate ?? {});
  const scheduled = { 'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(due) };
  const made = cluster.create(jobs, {
    metadata: {
      name: `${cron.metadata.name}-${Math.floor(due / 60_000)}`,
      ...(cron.metadata.namespace !== undefined && { namespace: cron.metadata.namespace }),
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, ...scheduled },
      ownerReferences: [controlledBy(cron)],
    },
    spec: spec ?? {},
  });
  if (made) cluster.tell(cron, 'SuccessfulCreate', `Created job ${made.metadata.name}`, from);
  cluster.setStatus(resource, cron, { ...cron.status, lastScheduleTime: timestamp(due) });
}

function tidy(cluster: Cluster, cron: StoredCronJob): void {
  const done = cluster.controlled<Job>(cron, jobs).filter(isDone);
  const surplus = (all: StoredJob[], limit: number) =>
    all.sort((a, b) => a.metadata.name.localeCompare(b.metadata.name)).slice(0, Math.max(0, all.length - limit));
  const failed = done.filter((job) => holds(job.status?.conditions, 'Failed'));
  const good = done.filter((job) => !failed.includes(job));
  const { successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = cron.spec ?? {};
  for (const job of [...surplus(good, successfulJobsHistoryLimit), ...surplus(failed, failedJobsHistoryLimit)]) {
    cluster.remove(jobs, job, { propagationPolicy: 'Background' });
  }
}

function report(cluster: Cluster, key: string): void {
  const cron = cluster.get<CronJob>(resource, ...splitKey(key));
  if (!cron) return;
  const owned = cluster.controlled<Job>(cron, jobs);
  const active = owned.filter((job) => !isDone(job));
  const ends = owned.map((job) => job.status?.completionTime).filter((time) => time !== undefined);
  const { active: _active, ...status } = cron.status ?? {};
  cluster.setStatus(resource, cron, {
    ...status,
    ...(active.length && {
      active: active.map(({ apiVersion, kind, metadata: { name, namespace, uid } }) => ({
        apiVersion,
        kind,
        name,
        namespace,
        uid,
      })),
    }),
    ...(ends.length && { lastSuccessfulTime: ends.sort().at(-1) }),
  });
}
