/** The other objects of a synthetic cluster. */

import { type Blueprint, blueprint, time, uidOf } from './blueprint.ts';
import { appName, nodeAddress, nodeName, podSpec, replicasetName } from './pod.ts';

export function node(n: number, ready = true): Blueprint {
  const name = nodeName(n);
  return blueprint({
    kind: 'node',
    apiVersion: 'v1',
    apiKind: 'Node',
    name,
    labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/arch': 'amd64' },
    body: () => ({
      spec: { podCIDR: `10.${n >> 8}.${n & 255}.0/24` },
      status: {
        addresses: [{ type: 'InternalIP', address: nodeAddress(n) }],
        nodeInfo: { architecture: 'amd64', kernelVersion: '6.1.0', operatingSystem: 'linux' },
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'Unknown', lastTransitionTime: time }],
      },
    }),
  });
}

export function namespace(name: string, team: number): Blueprint {
  const labels = { 'kubernetes.io/metadata.name': name, team: `team-${team}` };
  const body = () => ({ status: { phase: 'Active' } });
  return blueprint({ kind: 'namespace', apiVersion: 'v1', apiKind: 'Namespace', name, labels, body });
}

/** The config map that every namespace has. */
export function rootCertificates(namespace: string): Blueprint {
  const body = () => ({ data: { 'ca.crt': 'not a certificate' } });
  return blueprint({
    kind: 'configmap',
    apiVersion: 'v1',
    apiKind: 'ConfigMap',
    namespace,
    name: 'kube-root-ca.crt',
    body,
  });
}

/** The account that every namespace has. */
export function account(namespace: string): Blueprint {
  return blueprint({
    kind: 'serviceaccount',
    apiVersion: 'v1',
    apiKind: 'ServiceAccount',
    namespace,
    name: 'default',
  });
}

/** Lets the pods of one workload be reached by those of the next one. */
export function policy(namespace: string, name: string, workload: number): Blueprint {
  const pods = (w: number) => ({ podSelector: { matchLabels: { app: appName(w) } } });
  const ingress = [{ from: [pods(workload + 1)], ports: [{ port: 8080 }] }];
  return blueprint({
    kind: 'networkpolicy',
    apiVersion: 'networking.k8s.io/v1',
    apiKind: 'NetworkPolicy',
    namespace,
    name,
    body: () => ({ spec: { ...pods(workload), policyTypes: ['Ingress'], ingress } }),
  });
}

const counted = (replicas: number) => ({
  replicas,
  readyReplicas: replicas,
  availableReplicas: replicas,
  updatedReplicas: replicas,
});

export function deployment(workload: number, namespace: string, replicas: number, generation = 0): Blueprint {
  const labels = { app: appName(workload) };
  return blueprint({
    kind: 'deployment',
    apiVersion: 'apps/v1',
    apiKind: 'Deployment',
    namespace,
    name: appName(workload),
    labels,
    more: () => ({ generation: generation + 1 }),
    body: () => ({
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels: { ...labels, generation: `${generation}` } }, spec: podSpec(workload) },
      },
      status: { observedGeneration: generation + 1, ...counted(replicas) },
    }),
  });
}

export function replicaset(workload: number, namespace: string, replicas: number, generation = 0): Blueprint {
  const labels = { app: appName(workload) };
  const name = appName(workload);
  const uid = () => uidOf('deployment', namespace, name);
  return blueprint({
    kind: 'replicaset',
    apiVersion: 'apps/v1',
    apiKind: 'ReplicaSet',
    namespace,
    name: replicasetName(workload, generation),
    labels,
    more: () => ({
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid: uid(), controller: true }],
    }),
    body: () => ({
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: podSpec(workload) },
      },
      status: counted(replicas),
    }),
  });
}

export function service(workload: number, namespace: string): Blueprint {
  const labels = { app: appName(workload) };
  const ports = [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }];
  const clusterIP = `10.200.${(workload >> 8) & 255}.${workload & 255}`;
  return blueprint({
    kind: 'service',
    apiVersion: 'v1',
    apiKind: 'Service',
    namespace,
    name: appName(workload),
    labels,
    body: () => ({ spec: { type: 'ClusterIP', clusterIP, selector: labels, ports } }),
  });
}

export function configmap(namespace: string, name: string): Blueprint {
  const body = () => ({ data: { 'config.yaml': 'level: info\n' } });
  return blueprint({ kind: 'configmap', apiVersion: 'v1', apiKind: 'ConfigMap', namespace, name, body });
}

export function secret(namespace: string, name: string): Blueprint {
  const body = () => ({ type: 'Opaque', data: { password: 'bm90IGEgc2VjcmV0' } });
  return blueprint({ kind: 'secret', apiVersion: 'v1', apiKind: 'Secret', namespace, name, body });
}

/** Leads to the service of a workload. */
export function ingress(namespace: string, name: string, workload: number): Blueprint {
  const backend = { service: { name: appName(workload), port: { number: 80 } } };
  const paths = [{ path: '/', pathType: 'Prefix', backend }];
  return blueprint({
    kind: 'ingress',
    apiVersion: 'networking.k8s.io/v1',
    apiKind: 'Ingress',
    namespace,
    name,
    body: () => ({ spec: { rules: [{ host: `${name}.example.com`, http: { paths } }] } }),
  });
}

/** One that has run to its end, as those of a cron job do. */
export function job(namespace: string, name: string, workload: number): Blueprint {
  const { containers } = podSpec(workload);
  const conditions = [{ type: 'Complete', status: 'True', lastTransitionTime: time }];
  return blueprint({
    kind: 'job',
    apiVersion: 'batch/v1',
    apiKind: 'Job',
    namespace,
    name,
    body: () => ({
      spec: { completions: 1, template: { spec: { containers: containers.slice(0, 1), restartPolicy: 'Never' } } },
      status: { succeeded: 1, startTime: time, completionTime: time, conditions },
    }),
  });
}
