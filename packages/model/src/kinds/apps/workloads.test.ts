import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;
const statusOf = (yaml: string): string => showKind(yaml).split('\n')[0] ?? '';

describe('workloads', () => {
  it('show their numbers, their state and what their pods will need (W-21)', () => {
    expect(
      shown(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, generation: 2, annotations: { deployment.kubernetes.io/revision: '3' } }
spec:
  replicas: 2
  template: { spec: { serviceAccountName: web, containers: [{ name: web, envFrom: [{ secretRef: { name: s } }] }] } }
status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2, conditions: [{ type: Available, status: 'True', lastUpdateTime: '2026-01-02T00:00:00Z', lastTransitionTime: '2026-01-01T00:00:00Z' }] }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web-1, namespace: shop, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, uid: d, controller: true }] }
spec: { replicas: 0, template: { spec: { containers: [{ name: web, envFrom: [{ secretRef: { name: s } }] }] } } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: shop, generation: 1 }
spec: { template: { spec: { containers: [], volumes: [{ name: c, configMap: { name: agent } }] } } }
status: { observedGeneration: 1, desiredNumberScheduled: 3, currentNumberScheduled: 3, numberMisscheduled: 0, numberReady: 3, numberAvailable: 3, updatedNumberScheduled: 3 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop, generation: 1 }
spec: { replicas: 2, serviceName: db, ordinals: { start: 1 }, template: { spec: { containers: [] } }, volumeClaimTemplates: [{ metadata: { name: data } }] }
status: { observedGeneration: 1, replicas: 2, readyReplicas: 1, currentReplicas: 2, updatedReplicas: 2, currentRevision: db-1, updateRevision: db-1 }
---
apiVersion: v1
kind: ReplicationController
metadata: { name: old, namespace: shop }
spec: { replicas: 1 }
status: { replicas: 1, availableReplicas: 1, readyReplicas: 1 }
---
apiVersion: apps/v1
kind: ControllerRevision
metadata: { name: db-1, namespace: shop }
revision: 4
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy @1767225600000
      DesiredReplicas = 2
      Replicas = 2
      ReadyReplicas = 2
      AvailableReplicas = 2
      UnavailableReplicas = 0
      UpdatedReplicas = 2
      Revision = "3"
      -deployment-> secret s {"Path":"spec.template.spec.containers[0].envFrom[0].secretRef.name","Container":"web"}
      -deployment-> serviceaccount web {"Path":"spec.template.spec.serviceAccountName"}
      UP healthy ScaledToZero
      DesiredReplicas = 0
      Replicas = 0
      ReadyReplicas = 0
      AvailableReplicas = 0
      UP healthy
      DesiredNumberScheduled = 3
      CurrentNumberScheduled = 3
      NumberMisscheduled = 0
      NumberReady = 3
      NumberAvailable = 3
      -daemonset-> configmap agent {"Path":"spec.template.spec.volumes[0].configMap.name","Volume":"c"}
      DOWN progressing ReplicasMissing: 1 of 2 ready
      DesiredReplicas = 2
      ServiceName = "db"
      Replicas = 2
      ReadyReplicas = 1
      CurrentReplicas = 2
      UpdatedReplicas = 2
      CurrentRevision = "db-1"
      UpdateRevision = "db-1"
      -statefulset-> service db {"Path":"spec.serviceName"}
      -statefulset-> persistentvolumeclaim with name data-db-1 {"Path":"spec.volumeClaimTemplates[0]"}
      -statefulset-> persistentvolumeclaim with name data-db-2 {"Path":"spec.volumeClaimTemplates[0]"}
      UP healthy
      DesiredReplicas = 1
      Replicas = 1
      ReadyReplicas = 1
      AvailableReplicas = 1
      UP healthy
      Revision = 4
      "
    `);
  });

  const deployment = (spec: string, status: string) =>
    statusOf(
      `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, generation: 2 }, spec: ${spec}, status: ${status} }`,
    );

  it.each<[string, string, string, string]>([
    ['is on its way before it was looked at', '{ replicas: 2 }', '{}', 'DOWN progressing NotObserved'],
    [
      'is on its way while replicas are missing',
      '{ replicas: 2 }',
      '{ observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 1 }',
      'DOWN progressing ReplicasMissing: 1 of 2 available',
    ],
    [
      'serves while it is rolled out',
      '{ replicas: 2 }',
      '{ observedGeneration: 2, replicas: 3, updatedReplicas: 1, availableReplicas: 2 }',
      'UP progressing RollingOut: 1 of 2 updated, 2 old',
    ],
    [
      'has failed to roll out',
      '{ replicas: 2 }',
      "{ observedGeneration: 2, conditions: [{ type: Progressing, status: 'False', reason: ProgressDeadlineExceeded, message: too slow }] }",
      'DOWN degraded ProgressDeadlineExceeded: too slow',
    ],
    [
      'may not make pods',
      '{ replicas: 2 }',
      "{ observedGeneration: 2, conditions: [{ type: ReplicaFailure, status: 'True', reason: FailedCreate, message: quota }] }",
      'DOWN degraded FailedCreate: quota',
    ],
    [
      'has lost replicas after it was rolled out',
      '{ replicas: 2 }',
      "{ observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 1, conditions: [{ type: Progressing, status: 'True', reason: NewReplicaSetAvailable }] }",
      'DOWN degraded ReplicasMissing: 1 of 2 available',
    ],
    [
      'rests while it is paused',
      '{ replicas: 1, paused: true }',
      '{ observedGeneration: 2, availableReplicas: 1, replicas: 1 }',
      'UP suspended Paused',
    ],
    [
      'is well without replicas, when none are wanted',
      '{ replicas: 0 }',
      '{ observedGeneration: 2 }',
      'UP healthy ScaledToZero',
    ],
  ])('a deployment %s', (_, spec, status, expected) => {
    expect(deployment(spec, status)).toBe(expected);
  });

  it.each<[string, string]>([
    [
      '{ observedGeneration: 1, desiredNumberScheduled: 3, numberAvailable: 2 }',
      'DOWN progressing ReplicasMissing: 2 of 3 available',
    ],
    [
      '{ observedGeneration: 1, desiredNumberScheduled: 3, numberAvailable: 3, numberMisscheduled: 1 }',
      'DOWN degraded Misscheduled: 1 nodes run its pod and should not',
    ],
    [
      '{ observedGeneration: 1, desiredNumberScheduled: 3, numberAvailable: 3, updatedNumberScheduled: 1 }',
      'UP progressing RollingOut: 1 of 3 updated',
    ],
    ['{ observedGeneration: 1, desiredNumberScheduled: 0 }', 'UP healthy NoNodes'],
  ])('a daemon set with %s is %s', (status, expected) => {
    expect(
      statusOf(`{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: a, generation: 1 }, status: ${status} }`),
    ).toBe(expected);
  });

  it('takes the reason of its worst pod, by owner and not by label (W-10, W-11)', () => {
    const { statuses, edges } = graphOf(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, uid: d1 }
spec: { replicas: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web-1, namespace: shop, uid: r1, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: web, uid: d1, controller: true }] }
spec: { replicas: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: v1
kind: Pod
metadata: { name: web-1-a, namespace: shop, labels: { app: web }, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: web-1, uid: r1, controller: true }] }
status: { phase: Running, containerStatuses: [{ name: web, ready: false, restartCount: 3, state: { waiting: { reason: CrashLoopBackOff, message: back-off } } }], conditions: [{ type: Ready, status: 'False' }] }
---
apiVersion: v1
kind: Pod
metadata: { name: stray, namespace: shop, labels: { app: web } }
status: { phase: Running }
`);
    expect(edges).toEqual([
      'deployment web -deployment-> replicaset web-1',
      'replicaset web-1 -replicaset-> pod web-1-a',
    ]);
    expect(statuses).toContain('replicaset web-1: DOWN degraded CrashLoopBackOff: pod web-1-a: back-off');
    expect(statuses).toContain(
      'deployment web: DOWN degraded CrashLoopBackOff: replicaset web-1: pod web-1-a: back-off',
    );
  });
});
