/** Jobs. */

import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { causeOf, condition } from '../conditions.ts';
import { defineKind, int, string } from '../define.ts';
import { templateOf } from '../pod-template.ts';
import { templateWithoutEnv } from '../redact.ts';
import { staleField } from '../stale-field.ts';
import { completed, degraded, progressing, suspended } from '../state.ts';
import { fromDependents } from '../surroundings.ts';
import { templateLinks } from '../workload.ts';

export const job = defineKind<Api<Job>>({
  key: 'job',
  type: 'job',
  manager: 'k8s',
  group: 'workload',
  doc: 'Runs pods until enough of them have succeeded.',
  api: { group: 'batch', versions: ['v1'], plural: 'jobs', kind: 'Job', namespaced: true },
  fields: [
    int('Parallelism', 'How many pods may run at once.', ({ spec }) => spec?.parallelism ?? null),
    int('Completions', 'How many have to succeed.', ({ spec }) => spec?.completions ?? null),
    int('Active', 'How many pods run.', ({ status }) => status?.active ?? 0),
    int('Succeeded', 'How many have succeeded.', ({ status }) => status?.succeeded ?? 0),
    int('Failed', 'How many have failed.', ({ status }) => status?.failed ?? 0),
    string('StartTime', 'When it was started.', ({ status }) => status?.startTime),
    string('CompletionTime', 'When it was done.', ({ status }) => status?.completionTime),
    staleField,
  ],
  status,
  derived: { relations: ['job'], status: fromDependents('job', 'pod') },
  links: templateLinks('job', 'jobs', templateOf),
  redact: templateWithoutEnv,
});

function status({ spec, status }: Api<Job>): Status {
  const done = condition(status?.conditions, 'Complete');
  if (done?.status === 'True') return completed({ reason: 'Complete', since: done.lastTransitionTime });
  const failed = condition(status?.conditions, 'Failed');
  if (failed?.status === 'True') return degraded(causeOf(failed, 'Failed'));
  const failing = condition(status?.conditions, 'FailureTarget');
  if (failing?.status === 'True') return degraded(causeOf(failing, 'Failing'));
  if (spec?.suspend) return suspended({ reason: 'Suspended' });
  const since = status?.startTime;
  if ((status?.active ?? 0) > 0) return progressing({ reason: 'Running', since }, 'UP');
  return progressing({ reason: 'Pending', message: 'no pod of it runs', since });
}
