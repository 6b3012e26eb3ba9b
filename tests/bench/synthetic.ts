/**
 * A synthetic cluster of any size, seeded: objects as an API server would send them, sized like real ones (a pod is about
 * 6 kB of JSON). 30 pods to a node, two containers to a pod, ten pods to a replica set, a service for each deployment.
 */

import type { KubeObject } from '@canopy/model/probe';

export interface SyntheticSize {
  readonly pods: number;
  /** Default: a thirtieth of the pods. */
  readonly nodes?: number;
  readonly podsPerWorkload?: number;
  readonly workloadsPerNamespace?: number;
  readonly policiesPerNamespace?: number;
}

export interface SyntheticObject {
  readonly kind: string;
  readonly object: KubeObject;
}

const created = '2026-01-02T03:04:05Z';
const uid = (text: string): string => {
  let hash = 0xcbf29ce484222325n;
  for (const char of text) hash = ((hash ^ BigInt(char.charCodeAt(0))) * 0x100000001b3n) & 0xffffffffffffffffn;
  const hex = hash.toString(16).padStart(16, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4000-8000-${hex.slice(12)}${hex.slice(0, 8)}`;
};

/** Everything but pods first, so that a reader may take them as they come. */
export function* syntheticCluster(size: SyntheticSize): Generator<SyntheticObject> {
  const { pods, podsPerWorkload = 10, workloadsPerNamespace = 50, policiesPerNamespace = 2 } = size;
  const nodes = size.nodes ?? Math.max(1, Math.ceil(pods / 30));
  const workloads = Math.ceil(pods / podsPerWorkload);
  const namespaces = Math.ceil(workloads / workloadsPerNamespace);
  for (let n = 0; n < nodes; n++) yield node(n);
  for (let n = 0; n < namespaces; n++) {
    yield* namespaced(n);
    for (let p = 0; p < policiesPerNamespace; p++) yield policy(n, p);
  }
  for (let w = 0; w < workloads; w++)
    yield* workload(w, `ns-${Math.floor(w / workloadsPerNamespace)}`, podsPerWorkload);
  for (let i = 0; i < pods; i++) {
    const w = Math.floor(i / podsPerWorkload);
    yield { kind: 'pod', object: pod(i, w, `ns-${Math.floor(w / workloadsPerNamespace)}`, i % nodes) };
  }
}

const meta = (kind: string, name: string, namespace?: string, labels?: Record<string, string>) => ({
  name,
  ...(namespace === undefined ? {} : { namespace }),
  uid: uid(`${kind}/${namespace}/${name}`),
  resourceVersion: '1',
  creationTimestamp: created,
  ...(labels === undefined ? {} : { labels }),
});

function node(n: number): SyntheticObject {
  const name = `node-${n}`;
  return {
    kind: 'node',
    object: {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: meta('node', name, undefined, { 'kubernetes.io/hostname': name, 'kubernetes.io/arch': 'amd64' }),
      spec: { podCIDR: `10.${n >> 8}.${n & 255}.0/24` },
      status: {
        addresses: [{ type: 'InternalIP', address: `192.168.${n >> 8}.${n & 255}` }],
        nodeInfo: { architecture: 'amd64', kernelVersion: '6.1.0', operatingSystem: 'linux' },
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: created }],
      },
    } as KubeObject,
  };
}

function* namespaced(n: number): Generator<SyntheticObject> {
  const name = `ns-${n}`;
  const labels = { 'kubernetes.io/metadata.name': name, team: `team-${n % 7}` };
  yield object('namespace', 'v1', 'Namespace', meta('namespace', name, undefined, labels), {
    status: { phase: 'Active' },
  });
  yield object('configmap', 'v1', 'ConfigMap', meta('configmap', 'kube-root-ca.crt', name), {});
  yield object('serviceaccount', 'v1', 'ServiceAccount', meta('serviceaccount', 'default', name), {});
}

function object(kind: string, apiVersion: string, apiKind: string, metadata: object, more: object): SyntheticObject {
  return { kind, object: { apiVersion, kind: apiKind, metadata, ...more } as unknown as KubeObject };
}

function policy(n: number, p: number): SyntheticObject {
  const spec = {
    podSelector: { matchLabels: { app: `app-${n * 50 + p}` } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ podSelector: { matchLabels: { app: `app-${n * 50 + p + 1}` } } }], ports: [{ port: 8080 }] }],
  };
  return object('networkpolicy', 'networking.k8s.io/v1', 'NetworkPolicy', meta('networkpolicy', `p-${p}`, `ns-${n}`), {
    spec,
  });
}

function* workload(w: number, namespace: string, replicas: number): Generator<SyntheticObject> {
  const labels = { app: `app-${w}` };
  const name = `app-${w}`;
  const selector = { matchLabels: labels };
  const template = { metadata: { labels }, spec: podSpec(w) };
  const status = { replicas, readyReplicas: replicas, availableReplicas: replicas, updatedReplicas: replicas };
  const deployment = meta('deployment', name, namespace, labels);
  yield object('deployment', 'apps/v1', 'Deployment', deployment, { spec: { replicas, selector, template }, status });
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid: deployment.uid, controller: true };
  const replicaset = { ...meta('replicaset', `${name}-abc`, namespace, labels), ownerReferences: [owner] };
  yield object('replicaset', 'apps/v1', 'ReplicaSet', replicaset, { spec: { replicas, selector, template }, status });
  const ports = [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }];
  yield object('service', 'v1', 'Service', meta('service', name, namespace, labels), {
    spec: { type: 'ClusterIP', clusterIP: `10.200.${(w >> 8) & 255}.${w & 255}`, selector: labels, ports },
  });
  yield object('configmap', 'v1', 'ConfigMap', meta('configmap', `${name}-config`, namespace, labels), {});
  yield object('secret', 'v1', 'Secret', meta('secret', `${name}-secret`, namespace, labels), { type: 'Opaque' });
}

function podSpec(w: number, token = 'kube-api-access') {
  const resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } };
  const env = Array.from({ length: 12 }, (_, i) => ({ name: `SETTING_${i}`, value: `value-of-setting-${i}` }));
  const container = (name: string, port: number) => ({
    name,
    image: `registry.example.com/team/app-${w}/${name}:1.2.3`,
    ports: [{ containerPort: port, protocol: 'TCP' }],
    env: [...env, { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: `app-${w}-secret`, key: 'password' } } }],
    envFrom: [{ configMapRef: { name: `app-${w}-config` } }],
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

/** Pod `i` of workload `w`; `restarts` changes its status and nothing else. */
export function pod(i: number, w: number, namespace: string, n: number, restarts = 0): KubeObject {
  const name = `app-${w}-abc-${i.toString(36).padStart(5, '0')}`;
  const rs = `app-${w}-abc`;
  const labels = { app: `app-${w}`, 'pod-template-hash': 'abc', version: 'v1' };
  const condition = (type: string) => ({ type, status: 'True', lastProbeTime: null, lastTransitionTime: created });
  const containerStatus = (container: string) => ({
    name: container,
    ready: true,
    started: true,
    restartCount: restarts,
    image: `registry.example.com/team/app-${w}/${container}:1.2.3`,
    imageID: `registry.example.com/team/app-${w}/${container}@sha256:${uid(container).replaceAll('-', '')}`,
    containerID: `containerd://${uid(`${i}${container}`).replaceAll('-', '')}${uid(`${container}${i}`).replaceAll('-', '')}`,
    state: { running: { startedAt: created } },
    lastState: {},
  });
  const ip = `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...meta('pod', name, namespace, labels),
      generateName: `${rs}-`,
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: rs,
          uid: uid(`replicaset/${namespace}/${rs}`),
          controller: true,
        },
      ],
    },
    spec: { ...podSpec(w, `kube-api-access-${(i % 60466176).toString(36).padStart(5, '0')}`), nodeName: `node-${n}` },
    status: {
      phase: 'Running',
      conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
        condition,
      ),
      hostIP: `192.168.${n >> 8}.${n & 255}`,
      podIP: ip,
      podIPs: [{ ip }],
      qosClass: 'Burstable',
      startTime: created,
      containerStatuses: [containerStatus('app'), containerStatus('sidecar')],
    },
  } as unknown as KubeObject;
}
