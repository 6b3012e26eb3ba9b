/** How each kind looks: its icon, its place in a namespace, its words. A kind that is not listed looks like a CRD. */

import { icons } from './icons.ts';

export type LookGroup = 'cluster' | 'workload' | 'network' | 'storage' | 'config' | 'access' | 'policy' | 'extension';

/** Where it stands inside a namespace or a cluster: what leads to workloads, workloads, what they need, the floor. */
export type Lane = 'left' | 'middle' | 'right' | 'below';

export interface Look {
  readonly type: string;
  readonly group: LookGroup;
  readonly lane: Lane;
  /** The path data of the icon, stroked, in a square of 24. */
  readonly icon: string;
  readonly plural: string;
  /** Controllers stand in their namespace as areas of their own and hold what they control. */
  readonly holds: boolean;
  /** Many, alike and seldom asked about: closed until somebody opens them. */
  readonly quiet: boolean;
}

type Entry = readonly [group: LookGroup, plural: string, lane?: Lane];

const lanes: Record<LookGroup, Lane> = {
  cluster: 'middle',
  workload: 'middle',
  network: 'left',
  policy: 'left',
  config: 'right',
  storage: 'right',
  access: 'right',
  extension: 'right',
};

const entries: Record<string, Entry> = {
  cluster: ['cluster', 'clusters'],
  namespace: ['cluster', 'namespaces'],
  node: ['cluster', 'nodes', 'left'],
  deployment: ['workload', 'deployments'],
  statefulset: ['workload', 'stateful sets'],
  daemonset: ['workload', 'daemon sets'],
  cronjob: ['workload', 'cron jobs'],
  job: ['workload', 'jobs'],
  replicaset: ['workload', 'replica sets'],
  replicationcontroller: ['workload', 'replication controllers'],
  pod: ['workload', 'pods'],
  container: ['workload', 'containers'],
  ingress: ['network', 'ingresses'],
  ingressclass: ['network', 'ingress classes'],
  gateway: ['network', 'gateways'],
  gatewayclass: ['network', 'gateway classes'],
  httproute: ['network', 'HTTP routes'],
  grpcroute: ['network', 'gRPC routes'],
  virtualservice: ['network', 'virtual services'],
  destinationrule: ['network', 'destination rules'],
  serviceentry: ['network', 'service entries'],
  service: ['network', 'services'],
  endpoints: ['network', 'endpoints'],
  endpointslice: ['network', 'endpoint slices'],
  networkpolicy: ['policy', 'network policies'],
  adminnetworkpolicy: ['policy', 'admin network policies'],
  baselineadminnetworkpolicy: ['policy', 'baseline admin network policies'],
  clusternetworkpolicy: ['policy', 'cluster network policies'],
  ipblock: ['policy', 'IP blocks'],
  referencegrant: ['policy', 'reference grants'],
  horizontalpodautoscaler: ['workload', 'autoscalers', 'left'],
  poddisruptionbudget: ['policy', 'disruption budgets'],
  resourcequota: ['policy', 'quotas'],
  limitrange: ['policy', 'limit ranges'],
  priorityclass: ['workload', 'priority classes', 'left'],
  runtimeclass: ['workload', 'runtime classes', 'left'],
  controllerrevision: ['workload', 'controller revisions', 'right'],
  configmap: ['config', 'config maps'],
  secret: ['config', 'secrets'],
  persistentvolumeclaim: ['storage', 'volume claims'],
  persistentvolume: ['storage', 'volumes'],
  storageclass: ['storage', 'storage classes'],
  volumeattachment: ['storage', 'volume attachments'],
  csidriver: ['storage', 'CSI drivers'],
  csinode: ['storage', 'CSI nodes'],
  volumesnapshot: ['storage', 'snapshots'],
  volumesnapshotcontent: ['storage', 'snapshot contents'],
  volumesnapshotclass: ['storage', 'snapshot classes'],
  serviceaccount: ['access', 'service accounts'],
  role: ['access', 'roles'],
  rolebinding: ['access', 'role bindings'],
  clusterrole: ['access', 'cluster roles'],
  clusterrolebinding: ['access', 'cluster role bindings'],
  user: ['access', 'users'],
  group: ['access', 'groups'],
  customresourcedefinition: ['extension', 'CRDs'],
  apiservice: ['extension', 'API services'],
  mutatingwebhookconfiguration: ['extension', 'mutating webhooks'],
  validatingwebhookconfiguration: ['extension', 'validating webhooks'],
};

const holders = new Set([
  'deployment',
  'statefulset',
  'daemonset',
  'cronjob',
  'job',
  'replicaset',
  'replicationcontroller',
]);

const quiets = new Set([
  ...[
    'endpoints',
    'endpointslice',
    'ingressclass',
    'gatewayclass',
    'controllerrevision',
    'priorityclass',
    'runtimeclass',
  ],
  ...['csinode', 'csidriver', 'volumeattachment', 'volumesnapshotclass', 'volumesnapshotcontent', 'serviceaccount'],
  ...['role', 'rolebinding', 'clusterrole', 'clusterrolebinding', 'user', 'group', 'apiservice'],
  ...['customresourcedefinition', 'mutatingwebhookconfiguration', 'validatingwebhookconfiguration'],
]);

function lookFrom(type: string, [group, plural, lane]: Entry): Look {
  const icon = icons[type] ?? icons[`group:${group}`] ?? icons.unknown!;
  return { type, group, plural, lane: lane ?? lanes[group], icon, holds: holders.has(type), quiet: quiets.has(type) };
}

const known = new Map(Object.entries(entries).map(([type, entry]) => [type, lookFrom(type, entry)]));
const order = new Map(Object.keys(entries).map((type, index) => [type, index]));

/** The looks of every listed kind, in the order of the legend. */
export const listed: readonly Look[] = [...known.values()];

/** Never fails: a kind that nobody drew an icon for gets its group's, or the one for anything. */
export function lookOf(type: string, group: LookGroup = 'extension'): Look {
  return known.get(type) ?? lookFrom(type, [group, `${type}s`]);
}

/** Orders kinds as the legend does; kinds that are not listed come last, by name. */
export function byKind(a: string, b: string): number {
  const difference = (order.get(a) ?? order.size) - (order.get(b) ?? order.size);
  return difference !== 0 ? difference : a < b ? -1 : a > b ? 1 : 0;
}
