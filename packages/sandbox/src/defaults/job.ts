/** What the server adds to jobs and their schedules, and what it refuses in them. */

import { fill, grow, mapAt, numberAt, type Tree, textAt } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';
import { parseSchedule } from '../base/schedule.ts';
import type { Surroundings } from '../registry/resource.ts';
import { podSpecProblems } from './pod.ts';
import { templateDefaults } from './workload.ts';

function jobSpecDefaults(spec: Tree): void {
  if (numberAt(spec, 'completions') === undefined && numberAt(spec, 'parallelism') === undefined)
    fill(spec, 'completions', 1);
  fill(spec, 'parallelism', 1);
  fill(spec, 'backoffLimit', 6);
  fill(spec, 'completionMode', 'NonIndexed');
  fill(spec, 'suspend', false);
  fill(spec, 'podReplacementPolicy', 'TerminatingOrFailed');
  templateDefaults(spec);
}

export function jobDefaults(object: Tree, _around: Surroundings, old?: KubeObject): void {
  const spec = grow(object, 'spec');
  jobSpecDefaults(spec);
  if (old || spec.manualSelector) return;
  const uid = textAt(object, 'metadata', 'uid') ?? '';
  const name = textAt(object, 'metadata', 'name') ?? '';
  const labels = grow(grow(grow(spec, 'template'), 'metadata'), 'labels');
  labels['batch.kubernetes.io/controller-uid'] = uid;
  labels['batch.kubernetes.io/job-name'] = name;
  labels['controller-uid'] = uid;
  labels['job-name'] = name;
  spec.selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
}

const restartProblem = (policy: unknown, field: string): StatusCause[] =>
  policy === 'Never' || policy === 'OnFailure'
    ? []
    : [
        {
          reason: 'FieldValueNotSupported',
          message: `Unsupported value: "${policy}": supported values: "OnFailure", "Never"`,
          field: `${field}.restartPolicy`,
        },
      ];

export function jobProblems(job: KubeObject): StatusCause[] {
  const pod = mapAt(job, 'spec', 'template', 'spec');
  const field = 'spec.template.spec';
  return [...podSpecProblems(pod, field), ...restartProblem(pod.restartPolicy, field)];
}

export function cronJobDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  fill(spec, 'concurrencyPolicy', 'Allow');
  fill(spec, 'suspend', false);
  fill(spec, 'successfulJobsHistoryLimit', 3);
  fill(spec, 'failedJobsHistoryLimit', 1);
  const template = grow(spec, 'jobTemplate');
  grow(template, 'metadata');
  // The job template stays as written; only its pod template is filled in.
  templateDefaults(grow(template, 'spec'));
}

export function cronJobProblems(object: KubeObject): StatusCause[] {
  const pod = mapAt(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  const field = 'spec.jobTemplate.spec.template.spec';
  const problems = [...podSpecProblems(pod, field), ...restartProblem(pod.restartPolicy, field)];
  const schedule = textAt(object, 'spec', 'schedule') ?? '';
  if (!parseSchedule(schedule)) {
    problems.push({ reason: 'FieldValueInvalid', message: `Invalid value: "${schedule}"`, field: 'spec.schedule' });
  }
  return problems;
}
