/** The core group: https://kubernetes.io/docs/reference/kubernetes-api/ */

import { at } from '../../base/json.ts';
import { namespaceDefaults } from '../../defaults/namespace.ts';
import { podDefaults, podProblems } from '../../defaults/pod.ts';
import { secretDefaults } from '../../defaults/secret.ts';
import { serviceDefaults, serviceProblems } from '../../defaults/service.ts';
import { claimDefaults, claimProblems, volumeDefaults } from '../../defaults/storage.ts';
import { replicationControllerDefaults } from '../../defaults/workload.ts';
import { age, count, name, path, templateColumns, text } from '../columns/column.ts';
import { configColumns, secretColumns, serviceAccountColumns } from '../columns/config.ts';
import { eventColumns } from '../columns/event.ts';
import { endpointsColumns, serviceColumns } from '../columns/network.ts';
import { nodeColumns } from '../columns/node.ts';
import { podColumns } from '../columns/pod.ts';
import { claimColumns, volumeColumns } from '../columns/storage.ts';
import { groupVersion, type Resource, replicas } from '../resource.ts';

const v1 = groupVersion('', 'v1');
const field =
  (...keys: string[]) =>
  (object: object) =>
    at(object, ...keys);

export const core: readonly Resource[] = [
  v1({
    plural: 'namespaces',
    kind: 'Namespace',
    namespaced: false,
    shortNames: ['ns'],
    status: true,
    defaults: namespaceDefaults,
    initialStatus: { phase: 'Active' },
    fields: { 'status.phase': field('status', 'phase') },
    columns: [name, path('Status', 'status.phase'), age],
  }),
  v1({
    plural: 'nodes',
    kind: 'Node',
    namespaced: false,
    shortNames: ['no'],
    status: true,
    fields: { 'spec.unschedulable': (object) => at(object, 'spec', 'unschedulable') ?? false },
    columns: nodeColumns,
  }),
  v1({
    plural: 'pods',
    kind: 'Pod',
    shortNames: ['po'],
    categories: ['all'],
    status: true,
    defaults: podDefaults,
    validate: podProblems,
    initialStatus: { phase: 'Pending' },
    fields: {
      'spec.nodeName': field('spec', 'nodeName'),
      'spec.restartPolicy': field('spec', 'restartPolicy'),
      'spec.schedulerName': field('spec', 'schedulerName'),
      'spec.serviceAccountName': field('spec', 'serviceAccountName'),
      'spec.hostNetwork': (object) => at(object, 'spec', 'hostNetwork') ?? false,
      'status.phase': field('status', 'phase'),
      'status.podIP': field('status', 'podIP'),
      'status.nominatedNodeName': field('status', 'nominatedNodeName'),
    },
    columns: podColumns,
  }),
  v1({
    plural: 'services',
    kind: 'Service',
    shortNames: ['svc'],
    categories: ['all'],
    status: true,
    initialStatus: { loadBalancer: {} },
    defaults: serviceDefaults,
    validate: serviceProblems,
    fields: { 'spec.clusterIP': field('spec', 'clusterIP'), 'spec.type': field('spec', 'type') },
    columns: serviceColumns,
  }),
  v1({ plural: 'endpoints', kind: 'Endpoints', shortNames: ['ep'], columns: endpointsColumns }),
  v1({ plural: 'configmaps', kind: 'ConfigMap', shortNames: ['cm'], columns: configColumns }),
  v1({
    plural: 'secrets',
    kind: 'Secret',
    defaults: secretDefaults,
    immutable: ['type'],
    fields: { type: field('type') },
    columns: secretColumns,
  }),
  v1({
    plural: 'serviceaccounts',
    kind: 'ServiceAccount',
    shortNames: ['sa'],
    columns: serviceAccountColumns,
  }),
  v1({
    plural: 'persistentvolumes',
    kind: 'PersistentVolume',
    namespaced: false,
    shortNames: ['pv'],
    status: true,
    defaults: volumeDefaults,
    initialStatus: { phase: 'Pending' },
    columns: volumeColumns,
  }),
  v1({
    plural: 'persistentvolumeclaims',
    kind: 'PersistentVolumeClaim',
    shortNames: ['pvc'],
    status: true,
    defaults: claimDefaults,
    validate: claimProblems,
    initialStatus: { phase: 'Pending' },
    columns: claimColumns,
  }),
  v1({
    plural: 'replicationcontrollers',
    kind: 'ReplicationController',
    shortNames: ['rc'],
    categories: ['all'],
    status: true,
    scale: replicas,
    generation: true,
    defaults: replicationControllerDefaults,
    initialStatus: { replicas: 0 },
    fields: { 'status.replicas': field('status', 'replicas') },
    columns: [
      name,
      count('Desired', 'spec.replicas'),
      count('Current', 'status.replicas'),
      count('Ready', 'status.readyReplicas'),
      age,
      ...templateColumns('spec', 'template'),
    ],
  }),
  v1({
    plural: 'events',
    kind: 'Event',
    shortNames: ['ev'],
    fields: {
      'involvedObject.kind': field('involvedObject', 'kind'),
      'involvedObject.namespace': field('involvedObject', 'namespace'),
      'involvedObject.name': field('involvedObject', 'name'),
      'involvedObject.uid': field('involvedObject', 'uid'),
      'involvedObject.apiVersion': field('involvedObject', 'apiVersion'),
      'involvedObject.resourceVersion': field('involvedObject', 'resourceVersion'),
      'involvedObject.fieldPath': field('involvedObject', 'fieldPath'),
      reason: field('reason'),
      type: field('type'),
      source: field('source', 'component'),
      reportingComponent: field('reportingComponent'),
    },
    columns: eventColumns,
  }),
  v1({
    plural: 'resourcequotas',
    kind: 'ResourceQuota',
    shortNames: ['quota'],
    status: true,
    initialStatus: {},
    columns: [name, text('Request', quotaUse), age],
  }),
  v1({
    plural: 'limitranges',
    kind: 'LimitRange',
    shortNames: ['limits'],
    columns: [name, text('Created At', (object) => object.metadata.creationTimestamp)],
  }),
  v1({ plural: 'podtemplates', kind: 'PodTemplate', columns: [name, ...templateColumns('template')] }),
];

function quotaUse(object: object): string {
  const hard = at(object, 'spec', 'hard');
  return Object.entries((hard ?? {}) as Record<string, unknown>)
    .map(([what, limit]) => `${what}: ${String(at(object, 'status', 'used', what) ?? 0)}/${String(limit)}`)
    .join(', ');
}
