/** The roles that every cluster starts with. */

import type { NewObject } from '../base/object.ts';
import type { Rule } from './rbac.ts';

const everything: Rule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

const workloads: Rule[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'endpoints',
      'events',
      'persistentvolumeclaims',
      'pods',
      'pods/log',
      'pods/status',
      'replicationcontrollers',
      'serviceaccounts',
      'services',
    ],
    verbs: [],
  },
  {
    apiGroups: ['apps'],
    resources: ['daemonsets', 'deployments', 'deployments/scale', 'replicasets', 'statefulsets'],
    verbs: [],
  },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: [] },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: [] },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: [] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: [] },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: [] },
];

const reading = ['get', 'list', 'watch'];
const writing = [...reading, 'create', 'delete', 'deletecollection', 'patch', 'update'];
const secrets: Rule = { apiGroups: [''], resources: ['secrets'], verbs: writing };
const access: Rule = { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: writing };
const withVerbs = (verbs: string[]): Rule[] => workloads.map((rule) => ({ ...rule, verbs }));

const roles: Readonly<Record<string, Rule[]>> = {
  'cluster-admin': everything,
  admin: [...withVerbs(writing), secrets, access],
  edit: [...withVerbs(writing), secrets],
  view: withVerbs(reading),
  'system:basic-user': [
    {
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      verbs: ['create'],
    },
  ],
  'system:discovery': [
    {
      nonResourceURLs: [
        '/api',
        '/api/*',
        '/apis',
        '/apis/*',
        '/healthz',
        '/livez',
        '/openapi',
        '/openapi/*',
        '/readyz',
        '/version',
      ],
      verbs: ['get'],
    },
  ],
};

const bindings: readonly [role: string, group: string][] = [
  ['cluster-admin', 'system:masters'],
  ['system:basic-user', 'system:authenticated'],
  ['system:discovery', 'system:authenticated'],
];

const metadata = (name: string) => ({ name, labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } });

export const bootstrapRoles: readonly NewObject[] = Object.entries(roles).map(([name, rules]) => ({
  kind: 'ClusterRole',
  apiVersion: 'rbac.authorization.k8s.io/v1',
  metadata: metadata(name),
  rules,
}));

export const bootstrapBindings: readonly NewObject[] = bindings.map(([role, group]) => ({
  kind: 'ClusterRoleBinding',
  apiVersion: 'rbac.authorization.k8s.io/v1',
  metadata: metadata(role),
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
  subjects: [{ kind: 'Group', name: group }],
}));
