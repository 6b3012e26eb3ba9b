/** Priority classes. */

import type { PriorityClass } from 'kubernetes-types/scheduling/v1.d.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, int, string } from '../define.ts';
import { exists } from '../state.ts';

export const priorityclass = defineKind<Api<PriorityClass>>({
  key: 'priorityclass',
  type: 'priorityclass',
  manager: 'k8s',
  group: 'workload',
  doc: 'Which pods go first when there is not room for all.',
  api: {
    group: 'scheduling.k8s.io',
    versions: ['v1'],
    plural: 'priorityclasses',
    kind: 'PriorityClass',
    namespaced: false,
  },
  fields: [
    int('Value', 'The higher, the more important.', ({ value }) => value),
    boolean('Default', 'Whether pods that name none get it.', ({ globalDefault }) => globalDefault ?? false),
    string('Preemption', 'Whether its pods push others out.', ({ preemptionPolicy }) => preemptionPolicy),
  ],
  status: exists,
  links: [],
});
