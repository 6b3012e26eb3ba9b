/** The faults, as manifests. Each has a namespace of its own, with a decoy that fails for another reason. */

export interface CausePattern {
  readonly title: string;
  readonly namespace: string;
  readonly yaml: string;
  /** What somebody would notice and ask about. */
  readonly asked: string;
  /** What was broken. */
  readonly cause: string;
  /** A machine whose kubelet falls silent once everything runs. */
  readonly silent?: string;
  /** Other things that fail in the same namespace, each its own cause. */
  readonly decoys?: readonly string[];
}

const container = (more = '', image = 'shop/web:1') =>
  `{ name: main, image: '${image}'${more === '' ? '' : `, ${more}`} }`;

const deployment = (name: string, containers: string, more = '') => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [${containers}]${more === '' ? '' : `, ${more}`} }`;

const service = (name: string) => `
---
{ apiVersion: v1, kind: Service, metadata: { name: ${name} }, spec: { selector: { app: ${name} }, ports: [{ port: 80 }] } }`;

const ingress = (name: string, to: string) => `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name} }
spec: { rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${to}, port: { number: 80 } } } }] } }] }`;

const claim = (name: string, storageClass: string) => `
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name} }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }, storageClassName: '${storageClass}' }`;

const env = (kind: 'secretKeyRef' | 'configMapKeyRef', name: string, key = 'k') =>
  `env: [{ name: V, valueFrom: { ${kind}: { name: ${name}, key: ${key} } } }]`;
const volume = (source: string) => `volumes: [{ name: v, ${source} }]`;

/** Runs, and crashes: no reference of it is to blame. */
const crash = deployment(
  'decoy',
  container("command: [sh, -c, 'exit 3']"),
  volume('configMap: { name: nice-to-have, optional: true }'),
);

export const patterns: readonly CausePattern[] = [
  {
    title: 'a missing secret in a variable',
    namespace: 'env-secret',
    yaml:
      deployment('web', container(env('secretKeyRef', 'db-pass'))) + service('web') + ingress('door', 'web') + crash,
    asked: 'ingress/env-secret/door',
    cause: 'secret/env-secret/db-pass',
    decoys: ['container/env-secret/main'],
  },
  {
    title: 'a missing config map in a volume',
    namespace: 'vol-map',
    yaml:
      deployment(
        'web',
        container('volumeMounts: [{ name: v, mountPath: /etc/v }]'),
        volume('configMap: { name: settings }'),
      ) + crash,
    asked: 'deployment/vol-map/web',
    cause: 'configmap/vol-map/settings',
    decoys: ['container/vol-map/main'],
  },
  {
    title: 'a missing secret in a volume',
    namespace: 'vol-secret',
    yaml:
      deployment(
        'web',
        container('volumeMounts: [{ name: v, mountPath: /etc/v }]'),
        volume('secret: { secretName: cert }'),
      ) + service('web'),
    asked: 'service/vol-secret/web',
    cause: 'secret/vol-secret/cert',
  },
  {
    title: 'a claim that no volume fits',
    namespace: 'claim',
    yaml:
      claim('data', '') +
      deployment(
        'db',
        container('volumeMounts: [{ name: v, mountPath: /d }]'),
        volume('persistentVolumeClaim: { claimName: data }'),
      ) +
      service('db'),
    asked: 'service/claim/db',
    cause: 'persistentvolumeclaim/claim/data',
  },
  {
    title: 'a claim of a storage class that does not exist',
    namespace: 'class',
    yaml:
      claim('data', 'gold') +
      deployment(
        'db',
        container('volumeMounts: [{ name: v, mountPath: /d }]'),
        volume('persistentVolumeClaim: { claimName: data }'),
      ),
    asked: 'deployment/class/db',
    cause: 'storageclass/gold',
  },
  {
    title: 'a claim that does not exist',
    namespace: 'no-claim',
    yaml:
      deployment(
        'db',
        container('volumeMounts: [{ name: v, mountPath: /d }]'),
        volume('persistentVolumeClaim: { claimName: nowhere }'),
      ) + crash,
    asked: 'deployment/no-claim/db',
    cause: 'persistentvolumeclaim/no-claim/nowhere',
    decoys: ['container/no-claim/main'],
  },
  {
    title: 'an image that cannot be pulled',
    namespace: 'image',
    yaml:
      deployment('web', container(env('secretKeyRef', 'there'), 'shop/missing:1')) +
      service('web') +
      '\n---\n{ apiVersion: v1, kind: Secret, metadata: { name: there }, stringData: { k: v } }',
    asked: 'service/image/web',
    cause: 'container/image/main',
  },
  {
    title: 'a container that crashes',
    namespace: 'crash',
    yaml: deployment('web', container("command: [sh, -c, 'exit 1']")) + service('web') + ingress('door', 'web'),
    asked: 'ingress/crash/door',
    cause: 'container/crash/main',
  },
  {
    title: 'a probe that fails',
    namespace: 'probe',
    yaml: deployment('web', container("readinessProbe: { exec: { command: ['false'] } }")) + service('web'),
    asked: 'service/probe/web',
    cause: 'container/probe/main',
  },
  {
    title: 'a pod that fits on no node',
    namespace: 'room',
    yaml: deployment('web', container("resources: { requests: { cpu: '900' } }")) + service('web'),
    asked: 'service/room/web',
    cause: 'pod/room/web-*',
  },
  {
    title: 'a key that the secret lacks',
    namespace: 'key',
    yaml: `${deployment('web', container(env('secretKeyRef', 'db-pass', 'passwort')))}\n---\n{ apiVersion: v1, kind: Secret, metadata: { name: db-pass }, stringData: { password: x } }`,
    asked: 'deployment/key/web',
    cause: 'container/key/main',
  },
  {
    title: 'an ingress to a service that does not exist',
    namespace: 'backend',
    yaml: ingress('door', 'nobody') + crash,
    asked: 'ingress/backend/door',
    cause: 'service/backend/nobody',
    decoys: ['container/backend/main'],
  },
  {
    title: 'an autoscaler of a deployment that does not exist',
    namespace: 'scaler',
    yaml: `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: auto }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: gone }, minReplicas: 1, maxReplicas: 2, metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }] }`,
    asked: 'deployment/scaler/gone',
    cause: 'deployment/scaler/gone',
  },
  {
    title: 'a claim of a volume that does not exist',
    namespace: 'volume',
    yaml:
      claim('data', '').replace('spec: {', 'spec: { volumeName: disk-7,') +
      deployment(
        'db',
        container('volumeMounts: [{ name: v, mountPath: /d }]'),
        volume('persistentVolumeClaim: { claimName: data }'),
      ) +
      service('db') +
      crash,
    asked: 'service/volume/db',
    cause: 'persistentvolume/disk-7',
    decoys: ['container/volume/main'],
  },
  {
    title: 'a node that does not report any more',
    namespace: 'node',
    yaml: `
---
{ apiVersion: v1, kind: Node, metadata: { name: silent, labels: { only: these } }, spec: { taints: [{ key: only, value: these, effect: NoSchedule }] } }${deployment(
      'web',
      container(),
      'nodeSelector: { only: these }, tolerations: [{ key: only, operator: Exists }]',
    )}${service('web')}${ingress('door', 'web')}${crash}`,
    asked: 'ingress/node/door',
    cause: 'node/silent',
    silent: 'silent',
    decoys: ['container/node/main'],
  },
  {
    title: 'a quota that is used up',
    namespace: 'quota',
    yaml: `
---
{ apiVersion: v1, kind: ResourceQuota, metadata: { name: small }, spec: { hard: { pods: '1' } } }${crash}${deployment('web', container())}`,
    asked: 'deployment/quota/web',
    cause: 'resourcequota/quota/small',
    decoys: ['container/quota/main'],
  },
  {
    title: 'a webhook that nobody answers',
    namespace: 'webhook',
    yaml: `
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: guard }
webhooks:
  - name: guard.example.com
    clientConfig: { service: { name: guard, namespace: webhook } }
    namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: webhook } }
    rules: [{ operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods] }]${service('guard')}${deployment('web', container())}`,
    asked: 'deployment/webhook/web',
    cause: 'service/webhook/guard',
  },
  {
    title: 'a policy between a workload and the service that it calls',
    namespace: 'policy',
    yaml:
      deployment('db', container()) +
      service('db') +
      deployment('web', container("command: [sh, -c, 'exit 1'], env: [{ name: DB_HOST, value: db }]")) +
      service('web') +
      ingress('door', 'web') +
      `
---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: closed }, spec: { podSelector: { matchLabels: { app: db } } } }`,
    asked: 'ingress/policy/door',
    cause: 'networkpolicy/policy/closed',
  },
  {
    title: 'a secret that the service lacks which a workload calls',
    namespace: 'calls',
    yaml:
      deployment('db', container(env('secretKeyRef', 'db-pass'))) +
      service('db') +
      deployment(
        'web',
        container(
          "command: [sh, -c, 'exit 1'], env: [{ name: DATABASE, value: 'postgres://me:secret@db.calls:5432/web' }]",
        ),
      ),
    asked: 'deployment/calls/web',
    cause: 'secret/calls/db-pass',
  },
];

/** The manifests with their namespace in each. */
export function yamlOf({ namespace, yaml }: CausePattern): string {
  return `{ apiVersion: v1, kind: Namespace, metadata: { name: ${namespace} } }${yaml.replaceAll('metadata: { name: ', `metadata: { namespace: ${namespace}, name: `)}\n`;
}
