/** Pods as an API server sends them, about 6 kB of JSON each, and the template that their workload has in common. */

import { type Blueprint, blueprint, hex, time, uidOf } from './blueprint.ts';

/** What tells one pod from another. */
export interface PodFacts {
  readonly index: number;
  readonly workload: number;
  readonly namespace: string;
  readonly node: number;
  /** Of the template; counts rolling updates. */
  readonly generation: number;
  readonly restarts: number;
  readonly ready: boolean;
}

export const appName = (workload: number): string => `app-${workload}`;
export const templateHash = (generation: number): string => (generation === 0 ? 'abc' : `abc${generation}`);
export const replicasetName = (workload: number, generation: number): string =>
  `${appName(workload)}-${templateHash(generation)}`;
export const nodeName = (node: number): string => `node-${node}`;
export const nodeAddress = (node: number): string => `192.168.${node >> 8}.${node & 255}`;
const suffix = (index: number): string => index.toString(36).padStart(5, '0');

export function podSpec(workload: number, token = 'kube-api-access') {
  const resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } };
  const env = Array.from({ length: 12 }, (_, i) => ({ name: `SETTING_${i}`, value: `value-of-setting-${i}` }));
  const app = appName(workload);
  const container = (name: string, port: number) => ({
    name,
    image: `registry.example.com/team/${app}/${name}:1.2.3`,
    ports: [{ containerPort: port, protocol: 'TCP' }],
    env: [...env, { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: `${app}-secret`, key: 'password' } } }],
    envFrom: [{ configMapRef: { name: `${app}-config` } }],
    resources,
    volumeMounts: [{ name: token, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
    livenessProbe: { httpGet: { path: '/healthz', port }, initialDelaySeconds: 3, periodSeconds: 10 },
    readinessProbe: { httpGet: { path: '/readyz', port }, periodSeconds: 5 },
    imagePullPolicy: 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  ];
  return {
    containers: [container('app', 8080), container('sidecar', 9090)],
    volumes: [{ name: token, projected: { defaultMode: 420, sources } }],
    serviceAccountName: 'default',
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    tolerations: ['not-ready', 'unreachable'].map((key) => ({
      key: `node.kubernetes.io/${key}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    })),
  };
}

function podStatus({ index, workload, node, restarts, ready }: PodFacts) {
  const condition = (type: string) => {
    const status = ready || !type.endsWith('Ready') ? 'True' : 'False';
    return { type, status, lastProbeTime: null, lastTransitionTime: time };
  };
  const container = (name: string) => ({
    name,
    ready,
    started: true,
    restartCount: restarts,
    image: `registry.example.com/team/${appName(workload)}/${name}:1.2.3`,
    imageID: `registry.example.com/team/${appName(workload)}/${name}@sha256:${digest(name)}`,
    containerID: `containerd://${digest(`${index}${name}`)}`,
    state: { running: { startedAt: time } },
    lastState: {},
  });
  const ip = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const types = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'];
  return {
    phase: 'Running',
    conditions: types.map(condition),
    hostIP: nodeAddress(node),
    podIP: ip,
    podIPs: [{ ip }],
    qosClass: 'Burstable',
    startTime: time,
    containerStatuses: [container('app'), container('sidecar')],
  };
}

const digest = (text: string): string => [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => hex(text, seed)).join('');

export function podName({ workload, generation, index }: PodFacts): string {
  return `${replicasetName(workload, generation)}-${suffix(index)}`;
}

export function pod(facts: PodFacts): Blueprint {
  const { workload, namespace, node, generation, index } = facts;
  const replicaset = replicasetName(workload, generation);
  const labels = { app: appName(workload), 'pod-template-hash': templateHash(generation), version: 'v1' };
  const uid = () => uidOf('replicaset', namespace, replicaset);
  return blueprint({
    kind: 'pod',
    apiVersion: 'v1',
    apiKind: 'Pod',
    namespace,
    name: podName(facts),
    labels,
    more: () => ({
      generateName: `${replicaset}-`,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: replicaset, uid: uid(), controller: true }],
    }),
    body: () => ({
      spec: { ...podSpec(workload, `kube-api-access-${suffix(index)}`), nodeName: nodeName(node) },
      status: podStatus(facts),
    }),
  });
}
