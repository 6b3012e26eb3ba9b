import { describe, expect, it } from 'vitest';
import { showKind } from '../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

describe('the machinery of the cluster', () => {
  it('shows whom it calls, and how it fares', () => {
    expect(
      shown(`
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1beta1.metrics.k8s.io }
spec: { group: metrics.k8s.io, version: v1beta1, service: { name: metrics-server, namespace: kube-system, port: 443 } }
status: { conditions: [{ type: Available, status: 'False', reason: MissingEndpoints, message: no endpoints }] }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions: [{ name: v1, served: true, schema: { openAPIV3Schema: { type: object } } }, { name: v0, served: false }]
  conversion: { strategy: Webhook, webhook: { clientConfig: { service: { name: conv, namespace: ops } } } }
status: { conditions: [{ type: NamesAccepted, status: 'True' }, { type: Established, status: 'True' }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: check }
webhooks: [{ name: a.example.com, clientConfig: { service: { name: hook, namespace: ops } } }, { name: b.example.com, failurePolicy: Ignore, clientConfig: { url: 'https://x' } }]
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: change }
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: { name: high }
value: 1000
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: gvisor }
handler: runsc
`),
    ).toMatchInlineSnapshot(`
      "
      DOWN degraded MissingEndpoints: no endpoints
      Group = "metrics.k8s.io"
      Version = "v1beta1"
      -apiservice-> service kube-system/metrics-server {"Path":"spec.service","Port":443}
      UP healthy
      Group = "example.com"
      Kind = "Widget"
      Scope = "Namespaced"
      Versions = ["v1"]
      -customresourcedefinition-> service ops/conv {"Path":"spec.conversion.webhook.clientConfig.service"}
      UP healthy
      Count = 2
      Webhooks = ["a.example.com (Fail)","b.example.com (Ignore)"]
      -validatingwebhookconfiguration-> service ops/hook {"Path":"webhooks[0].clientConfig.service","Webhook":"a.example.com"}
      UP healthy
      Count = 0
      Webhooks = []
      UP healthy
      Value = 1000
      Default = false
      UP healthy
      Handler = "runsc"
      "
    `);
  });

  it('shows autoscalers and budgets', () => {
    expect(
      shown(`
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
status: { currentReplicas: 2, desiredReplicas: 3, conditions: [{ type: AbleToScale, status: 'True' }, { type: ScalingActive, status: 'False', reason: FailedGetResourceMetric, message: no metrics }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop, generation: 1 }
spec: { minAvailable: 50%, selector: {} }
status: { observedGeneration: 1, currentHealthy: 1, desiredHealthy: 2, disruptionsAllowed: 0, expectedPods: 3 }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: none, namespace: shop }
spec: { maxUnavailable: 1 }
`),
    ).toMatchInlineSnapshot(`
      "
      DOWN degraded FailedGetResourceMetric: no metrics
      MinReplicas = 1
      MaxReplicas = 5
      CurrentReplicas = 2
      DesiredReplicas = 3
      Target = "Deployment/web"
      -horizontalpodautoscaler-> Deployment.apps web {"Path":"spec.scaleTargetRef"}
      DOWN degraded InsufficientPods: 1 of 2 healthy
      MinAvailable = "50%"
      CurrentHealthy = 1
      DesiredHealthy = 2
      DisruptionsAllowed = 0
      Selector = ""
      -poddisruptionbudget-> pod all {"Path":"spec.selector"}
      UNKNOWN unknown NotObserved
      MaxUnavailable = "1"
      CurrentHealthy = 0
      DesiredHealthy = 0
      DisruptionsAllowed = 0
      "
    `);
  });

  it('shows storage classes, drivers, attachments and snapshots', () => {
    expect(
      shown(`
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: standard, annotations: { storageclass.kubernetes.io/is-default-class: 'true' } }
provisioner: ebs.csi.aws.com
reclaimPolicy: Delete
volumeBindingMode: WaitForFirstConsumer
---
apiVersion: storage.k8s.io/v1
kind: VolumeAttachment
metadata: { name: a }
spec: { attacher: ebs.csi.aws.com, nodeName: n1, source: { persistentVolumeName: v } }
status: { attached: false, attachError: { message: in use } }
---
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: { name: ebs.csi.aws.com }
spec: { attachRequired: true }
---
apiVersion: storage.k8s.io/v1
kind: CSINode
metadata: { name: n1 }
spec: { drivers: [{ name: ebs.csi.aws.com, nodeID: i, topologyKeys: [] }] }
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: s, namespace: shop }
spec: { volumeSnapshotClassName: fast, source: { persistentVolumeClaimName: data } }
status: { readyToUse: true, restoreSize: 1Gi, boundVolumeSnapshotContentName: c }
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotContent
metadata: { name: c }
spec: { driver: ebs.csi.aws.com, deletionPolicy: Delete, volumeSnapshotClassName: fast, source: { snapshotHandle: h } }
status: { error: { message: quota } }
---
apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshotClass
metadata: { name: fast }
driver: ebs.csi.aws.com
deletionPolicy: Delete
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      Provisioner = "ebs.csi.aws.com"
      ReclaimPolicy = "Delete"
      BindingMode = "WaitForFirstConsumer"
      Default = true
      -storageclass-> csidriver with name ebs.csi.aws.com {"Path":"provisioner"}
      DOWN degraded AttachError: in use
      Attacher = "ebs.csi.aws.com"
      Node = "n1"
      Volume = "v"
      Attached = false
      -volumeattachment-> persistentvolume v {"Path":"spec.source.persistentVolumeName"}
      -volumeattachment-> node n1 {"Path":"spec.nodeName"}
      -volumeattachment-> csidriver with name ebs.csi.aws.com {"Path":"spec.attacher"}
      UP healthy
      AttachRequired = true
      UP healthy
      Drivers = ["ebs.csi.aws.com"]
      -csinode-> csidriver with name ebs.csi.aws.com {"Path":"spec.drivers[0].name"}
      -csinode-> node n1? {"Path":"metadata.name"}
      UP healthy
      Claim = "data"
      RestoreSize = "1Gi"
      -volumesnapshot-> persistentvolumeclaim with name data {"Path":"spec.source.persistentVolumeClaimName"}
      -volumesnapshot-> volumesnapshotcontent c {"Path":"status.boundVolumeSnapshotContentName"}
      -volumesnapshot-> volumesnapshotclass fast {"Path":"spec.volumeSnapshotClassName"}
      DOWN degraded SnapshotError: quota
      Driver = "ebs.csi.aws.com"
      DeletionPolicy = "Delete"
      Handle = "h"
      -volumesnapshotcontent-> volumesnapshotclass fast {"Path":"spec.volumeSnapshotClassName"}
      -volumesnapshotcontent-> csidriver with name ebs.csi.aws.com {"Path":"spec.driver"}
      UP healthy
      Driver = "ebs.csi.aws.com"
      DeletionPolicy = "Delete"
      -volumesnapshotclass-> csidriver with name ebs.csi.aws.com {"Path":"driver"}
      "
    `);
  });
});
