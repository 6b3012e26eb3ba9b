/** What a cluster holds before anybody uses it. */

import { bootstrapBindings, bootstrapRoles } from './access/bootstrap.ts';
import type { Cluster } from './controllers/cluster.ts';
import { createNodes } from './controllers/lifecycle/nodes.ts';
import { provisioner } from './controllers/storage/binder.ts';
import { defaultClassAnnotation } from './defaults/storage.ts';

const rbac = 'rbac.authorization.k8s.io';

export function bootstrap(cluster: Cluster): void {
  for (const name of ['default', 'kube-system', 'kube-public', 'kube-node-lease']) {
    cluster.create('namespaces', { metadata: { name } });
  }
  createNodes(cluster);
  for (const role of bootstrapRoles) cluster.create(`clusterroles.${rbac}`, role);
  for (const binding of bootstrapBindings) cluster.create(`clusterrolebindings.${rbac}`, binding);
  cluster.create('storageclasses.storage.k8s.io', {
    metadata: { name: 'standard', annotations: { [defaultClassAnnotation]: 'true' } },
    provisioner,
  });
  for (const [name, value] of [
    ['system-cluster-critical', 2_000_000_000],
    ['system-node-critical', 2_000_001_000],
  ] as const) {
    cluster.create('priorityclasses.scheduling.k8s.io', { metadata: { name }, value });
  }
  for (const group of localGroups(cluster)) cluster.create('apiservices.apiregistration.k8s.io', group);
  ownService(cluster);
}

/** Every group version that the server itself serves. */
function localGroups(cluster: Cluster) {
  const condition = {
    type: 'Available',
    status: 'True',
    reason: 'Local',
    message: 'Local APIServices are always available',
  };
  return [...cluster.core.registry.groups()].flatMap(([group, versions]) =>
    [...versions.keys()].map((version) => ({
      metadata: { name: `${version}.${group}` },
      spec: { group, version, groupPriorityMinimum: group ? 17_000 : 18_000, versionPriority: 15 },
      status: { conditions: [condition] },
    })),
  );
}

/** The service by which pods would reach the API server. */
function ownService(cluster: Cluster): void {
  const namespace = 'default';
  const name = 'kubernetes';
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  const port = { name: 'https', port: 6443, protocol: 'TCP' };
  const address = '172.18.0.2';
  cluster.create('services', {
    metadata: { name, namespace, labels },
    spec: {
      clusterIP: '10.96.0.1',
      type: 'ClusterIP',
      ports: [{ name: 'https', port: 443, targetPort: 6443, protocol: 'TCP' }],
    },
  });
  const mirrored = { 'endpointslice.kubernetes.io/skip-mirror': 'true' };
  cluster.create('endpoints', {
    metadata: { name, namespace, labels: mirrored },
    subsets: [{ addresses: [{ ip: address }], ports: [port] }],
  });
  cluster.create('endpointslices.discovery.k8s.io', {
    metadata: { name, namespace, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [port],
  });
}
