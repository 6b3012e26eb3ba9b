/** What scheduling and the control plane itself keep: priorities, runtimes, leases. */

import { age, name, path, text } from '../columns/column.ts';
import { groupVersion, type Resource } from '../resource.ts';

export const scheduling: readonly Resource[] = [
  groupVersion(
    'scheduling.k8s.io',
    'v1',
  )({
    plural: 'priorityclasses',
    kind: 'PriorityClass',
    namespaced: false,
    shortNames: ['pc'],
    generation: true,
    immutable: ['value', 'preemptionPolicy'],
    columns: [name, path('Value', 'value'), text('Global-Default', (o) => String(o.globalDefault ?? false)), age],
  }),
  groupVersion(
    'node.k8s.io',
    'v1',
  )({
    plural: 'runtimeclasses',
    kind: 'RuntimeClass',
    namespaced: false,
    immutable: ['handler'],
    columns: [name, path('Handler', 'handler'), age],
  }),
  groupVersion(
    'coordination.k8s.io',
    'v1',
  )({ plural: 'leases', kind: 'Lease', columns: [name, path('Holder', 'spec.holderIdentity'), age] }),
];
