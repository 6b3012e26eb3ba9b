/** Cron jobs. */

import type { CronJob } from 'kubernetes-types/batch/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, int, type Neighbour, type Surroundings, string } from '../define.ts';
import { nameAndHost, specWithoutEnv, withoutCopy } from '../redact.ts';
import { staleField } from '../stale-field.ts';
import { healthy, suspended } from '../state.ts';
import { templateLinks } from '../workload.ts';

export const cronjob = defineKind<Api<CronJob>>({
  key: 'cronjob',
  type: 'cronjob',
  manager: 'k8s',
  group: 'workload',
  doc: 'Starts a job again and again, by the clock.',
  api: { group: 'batch', versions: ['v1'], plural: 'cronjobs', kind: 'CronJob', namespaced: true },
  fields: [
    string('Schedule', 'When it runs, in the notation of cron.', ({ spec }) => spec?.schedule ?? ''),
    boolean('Suspended', 'Whether it rests.', ({ spec }) => spec?.suspend ?? false),
    string('TimeZone', 'The time zone of the schedule.', ({ spec }) => spec?.timeZone),
    int('Active', 'How many of its jobs run.', ({ status }) => status?.active?.length ?? 0),
    string('LastSchedule', 'When it started a job last.', ({ status }) => status?.lastScheduleTime),
    string('LastSuccess', 'When a job of it succeeded last.', ({ status }) => status?.lastSuccessfulTime),
    staleField,
  ],
  status,
  derived: { relations: ['cronjob'], reads: ['StartTime'], status: byLastJob },
  links: templateLinks(
    'cronjob',
    'cronjobs',
    ({ spec }) => spec?.jobTemplate?.spec?.template?.spec,
    'spec.jobTemplate.spec.template.spec',
  ),
  redact,
});

function status({ spec, status }: Api<CronJob>): Status {
  if (spec?.suspend) return suspended({ reason: 'Suspended' });
  if (status?.lastScheduleTime === undefined) return healthy({ reason: 'NeverRan' });
  return healthy();
}

/** It fares as its latest job did. */
function byLastJob(own: Status, around: Surroundings): Status {
  if (own.health === 'suspended') return own;
  const jobs = [...around.out('cronjob')].filter(({ type }) => type === 'job');
  const last = jobs.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1)).at(-1);
  if (last?.status.health !== 'degraded') return own;
  const { reason, message, since } = last.status;
  return {
    state: 'DOWN',
    health: 'degraded',
    reason: reason ?? 'Failed',
    message: `job ${last.name}${message === undefined ? '' : `: ${message}`}`,
    ...(since === undefined ? {} : { since }),
  };
}

function startOf({ fields, name }: Neighbour): string {
  return `${fields.StartTime ?? ''} ${name}`;
}

function redact(object: Api<CronJob>): Api<CronJob> {
  const metadata = withoutCopy(object.metadata);
  const { spec } = object;
  const inner = spec?.jobTemplate?.spec?.template?.spec;
  const clean = inner && specWithoutEnv(inner, nameAndHost);
  if (spec === undefined || clean === undefined || clean === inner) return { ...object, metadata };
  const jobSpec = spec.jobTemplate.spec;
  const template = { ...jobSpec?.template, spec: clean };
  return {
    ...object,
    metadata,
    spec: { ...spec, jobTemplate: { ...spec.jobTemplate, spec: { ...jobSpec, template } } },
  };
}
