/** The batch group: jobs and their schedules. */

import { at } from '../../base/json.ts';
import { cronJobDefaults, cronJobProblems, jobDefaults, jobProblems } from '../../defaults/job.ts';
import { age, duration, name, path, shown, since, templateColumns, text } from '../columns/column.ts';
import { groupVersion, type Resource } from '../resource.ts';

const v1 = groupVersion('batch', 'v1');

export const batch: readonly Resource[] = [
  v1({
    plural: 'jobs',
    kind: 'Job',
    categories: ['all'],
    status: true,
    generation: true,
    immutable: ['spec.selector', 'spec.template', 'spec.completionMode'],
    defaults: jobDefaults,
    validate: jobProblems,
    initialStatus: {},
    fields: { 'status.successful': (o) => at(o, 'status', 'succeeded') ?? 0 },
    columns: [
      name,
      text('Status', jobStatus),
      text('Completions', (o) => `${at(o, 'status', 'succeeded') ?? 0}/${at(o, 'spec', 'completions') ?? 1}`),
      text('Duration', (o, now) => {
        const start = at(o, 'status', 'startTime');
        const end = at(o, 'status', 'completionTime');
        if (typeof start !== 'string') return '';
        return duration((typeof end === 'string' ? Date.parse(end) : now) - Date.parse(start));
      }),
      age,
      ...templateColumns('spec', 'template'),
    ],
  }),
  v1({
    plural: 'cronjobs',
    kind: 'CronJob',
    shortNames: ['cj'],
    categories: ['all'],
    status: true,
    generation: true,
    defaults: cronJobDefaults,
    validate: cronJobProblems,
    initialStatus: {},
    columns: [
      name,
      path('Schedule', 'spec.schedule'),
      path('Timezone', 'spec.timeZone'),
      text('Suspend', (o) => (at(o, 'spec', 'suspend') ? 'True' : 'False')),
      { name: 'Active', type: 'integer', of: (o) => ((at(o, 'status', 'active') as unknown[]) ?? []).length },
      text('Last Schedule', (o, now) => {
        const last = at(o, 'status', 'lastScheduleTime');
        return last ? since(last, now) : '<none>';
      }),
      age,
      ...templateColumns('spec', 'jobTemplate', 'spec', 'template').slice(0, 2),
      text('Selector', (o) => shown(at(o, 'spec', 'jobTemplate', 'spec', 'selector')), 1),
    ],
  }),
];

function jobStatus(object: object): string {
  const conditions = (at(object, 'status', 'conditions') ?? []) as { type: string; status: string }[];
  const holds = (type: string) => conditions.some((one) => one.type === type && one.status === 'True');
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  return holds('Suspended') ? 'Suspended' : 'Running';
}
