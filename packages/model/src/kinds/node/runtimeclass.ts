/** Runtime classes. */

import type { RuntimeClass } from 'kubernetes-types/node/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind, string } from '../define.ts';
import { exists } from '../state.ts';

export const runtimeclass = defineKind<Api<RuntimeClass>>({
  key: 'runtimeclass',
  type: 'runtimeclass',
  manager: 'k8s',
  group: 'workload',
  doc: 'Which container runtime runs the pods that ask for it.',
  api: { group: 'node.k8s.io', versions: ['v1'], plural: 'runtimeclasses', kind: 'RuntimeClass', namespaced: false },
  fields: [string('Handler', 'What the nodes call the runtime.', ({ handler }) => handler)],
  status: exists,
  links: [],
});
