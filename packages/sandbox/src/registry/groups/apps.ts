/** The apps group: workloads. */

import { at } from '../../base/json.ts';
import {
  daemonSetDefaults,
  deploymentDefaults,
  replicaSetDefaults,
  statefulSetDefaults,
  workloadProblems,
} from '../../defaults/workload.ts';
import { age, count, integer, name, templateColumns, text } from '../columns/column.ts';
import { groupVersion, type Resource, replicas } from '../resource.ts';

const v1 = groupVersion('apps', 'v1');
const ready = text('Ready', (o) => `${at(o, 'status', 'readyReplicas') ?? 0}/${at(o, 'spec', 'replicas') ?? 0}`);
const wide = templateColumns('spec', 'template');
const shared = {
  categories: ['all'],
  status: true,
  generation: true,
  immutable: ['spec.selector'],
  validate: workloadProblems,
} as const;

export const apps: readonly Resource[] = [
  v1({
    ...shared,
    plural: 'deployments',
    kind: 'Deployment',
    shortNames: ['deploy'],
    scale: replicas,
    defaults: deploymentDefaults,
    initialStatus: {},
    columns: [
      name,
      ready,
      count('Up-to-date', 'status.updatedReplicas'),
      count('Available', 'status.availableReplicas'),
      age,
      ...wide,
    ],
  }),
  v1({
    ...shared,
    plural: 'replicasets',
    kind: 'ReplicaSet',
    shortNames: ['rs'],
    scale: replicas,
    defaults: replicaSetDefaults,
    initialStatus: { replicas: 0 },
    fields: { 'status.replicas': (o) => at(o, 'status', 'replicas') },
    columns: [
      name,
      count('Desired', 'spec.replicas'),
      count('Current', 'status.replicas'),
      count('Ready', 'status.readyReplicas'),
      age,
      ...wide,
    ],
  }),
  v1({
    ...shared,
    plural: 'statefulsets',
    kind: 'StatefulSet',
    shortNames: ['sts'],
    scale: replicas,
    immutable: ['spec.selector', 'spec.serviceName', 'spec.podManagementPolicy', 'spec.volumeClaimTemplates'],
    defaults: statefulSetDefaults,
    initialStatus: { replicas: 0, availableReplicas: 0 },
    columns: [name, ready, age, ...wide.slice(0, 2)],
  }),
  v1({
    ...shared,
    plural: 'daemonsets',
    kind: 'DaemonSet',
    shortNames: ['ds'],
    defaults: daemonSetDefaults,
    initialStatus: { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 },
    columns: [
      name,
      count('Desired', 'status.desiredNumberScheduled'),
      count('Current', 'status.currentNumberScheduled'),
      count('Ready', 'status.numberReady'),
      count('Up-to-date', 'status.updatedNumberScheduled'),
      count('Available', 'status.numberAvailable'),
      text('Node Selector', (o) => {
        const wanted = Object.entries((at(o, 'spec', 'template', 'spec', 'nodeSelector') ?? {}) as object);
        return wanted.map(([key, value]) => `${key}=${value}`).join(',') || '<none>';
      }),
      age,
      ...wide,
    ],
  }),
  v1({
    plural: 'controllerrevisions',
    kind: 'ControllerRevision',
    columns: [
      name,
      text('Controller', (o) => {
        const owner = o.metadata.ownerReferences?.find((one) => one.controller);
        return owner ? `${owner.kind.toLowerCase()}.${owner.apiVersion.split('/')[0]}/${owner.name}` : '<none>';
      }),
      integer('Revision', (o) => o.revision),
      age,
    ],
  }),
];
