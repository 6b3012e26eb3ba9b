import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

describe('a claim and its volume', () => {
  it('name each other once they are bound (W-13), with sizes as they were given (W-41)', () => {
    expect(
      shown(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: task-pv-claim, namespace: default }
spec: { accessModes: [ReadWriteOnce], storageClassName: manual, volumeName: task-pv-volume, volumeMode: Filesystem, resources: { requests: { storage: 3Gi } } }
status: { phase: Bound, capacity: { storage: 10Gi } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: task-pv-volume }
spec:
  capacity: { storage: 10Gi }
  accessModes: [ReadWriteOnce]
  storageClassName: manual
  claimRef: { namespace: default, name: task-pv-claim, uid: abc }
  csi: { driver: ebs.csi.aws.com, volumeHandle: v }
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: zone, operator: In, values: [a] }] }, { matchExpressions: [{ key: size, operator: Gt, values: ['3'] }] }] } }
status: { phase: Bound }
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy Bound
      AccessModes = ["ReadWriteOnce"]
      VolumeName = "task-pv-volume"
      StorageClassName = "manual"
      VolumeMode = "Filesystem"
      Status = "Bound"
      Requested = "3Gi"
      Capacity = {"storage":"10Gi"}
      -persistentvolumeclaim-> persistentvolume task-pv-volume {"Path":"spec.volumeName","metadata":{"Bound":true}}
      <-storageclass- storageclass with name manual {"Path":"spec.storageClassName"}
      UP healthy Bound
      Capacity = {"storage":"10Gi"}
      VolumeMode = null
      StorageClassName = "manual"
      Status = "Bound"
      AccessModes = ["ReadWriteOnce"]
      ClaimRef = "task-pv-claim"
      ClaimNamespace = "default"
      Driver = "ebs.csi.aws.com"
      <-storageclass- storageclass with name manual {"Path":"spec.storageClassName"}
      -persistentvolume-> persistentvolumeclaim default/task-pv-claim? {"Path":"spec.claimRef","uid":"abc","metadata":{"Bound":true}}
      -persistentvolume-> csidriver with name ebs.csi.aws.com {"Path":"spec.csi.driver"}
      -persistentvolume-> node zone in (a) {"Path":"spec.nodeAffinity.required.nodeSelectorTerms[0]"}
      "
    `);
  });

  it('show null and empty fields as the API leaves them', () => {
    expect(
      shown(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: c, namespace: default }
spec: { dataSourceRef: { apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: snap } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: v }
spec: {}
status: { phase: Released }
`),
    ).toMatchInlineSnapshot(`
      "
      UNKNOWN unknown NoPhase
      AccessModes = []
      VolumeName = ""
      StorageClassName = null
      VolumeMode = null
      Status = ""
      -persistentvolumeclaim-> VolumeSnapshot.snapshot.storage.k8s.io snap {"Path":"spec.dataSourceRef"}
      DOWN degraded Released: its claim is gone, and no other can bind it
      Capacity = {}
      VolumeMode = null
      StorageClassName = ""
      Status = "Released"
      AccessModes = []
      "
    `);
  });

  it.each([
    ['PersistentVolume', 'Available', 'UP healthy Available'],
    ['PersistentVolume', 'Bound', 'UP healthy Bound'],
    ['PersistentVolume', 'Pending', 'DOWN progressing Pending'],
    ['PersistentVolume', 'Released', 'DOWN degraded Released: its claim is gone, and no other can bind it'],
    ['PersistentVolume', 'Failed', 'DOWN degraded Failed'],
    ['PersistentVolumeClaim', 'Bound', 'UP healthy Bound'],
    ['PersistentVolumeClaim', 'Pending', 'DOWN progressing Pending'],
    [
      'PersistentVolumeClaim',
      'Lost',
      'DOWN degraded Lost: the volume that it was bound to is gone or bound to another claim',
    ],
  ])('a %s that is %s fares as %s (W-22)', (kind, phase, expected) => {
    const text = showKind(`{ apiVersion: v1, kind: ${kind}, metadata: { name: x }, status: { phase: ${phase} } }`);
    expect(text.split('\n')[0]).toBe(expected);
  });

  const story = (claim: string, volume: string, pod: string) => `
{ apiVersion: v1, kind: Namespace, metadata: { name: default }, status: { phase: Active } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: task-pv-volume }
spec: { storageClassName: manual${volume === 'Bound' ? ', claimRef: { namespace: default, name: task-pv-claim }' : ''} }
status: { phase: ${volume} }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: task-pv-claim, namespace: default }
spec: { storageClassName: manual${claim === 'Bound' ? ', volumeName: task-pv-volume' : ''} }
status: { phase: ${claim} }
---
apiVersion: v1
kind: Pod
metadata: { name: task-pv-pod, namespace: default }
spec: { containers: [], volumes: [{ name: s, persistentVolumeClaim: { claimName: task-pv-claim } }] }
status: { phase: ${pod} }
`;

  it('are down with their pod before they are bound, and up together after', () => {
    const before = graphOf(story('Pending', 'Available', 'Pending')).statuses.filter((line) =>
      line.includes('task-pv'),
    );
    expect(before).toEqual([
      'persistentvolume task-pv-volume: UP healthy Available',
      'persistentvolumeclaim task-pv-claim: DOWN progressing Pending',
      'pod task-pv-pod: DOWN progressing Pending: waits for persistentvolumeclaim task-pv-claim: Pending',
    ]);
    const after = graphOf(story('Bound', 'Bound', 'Running'));
    expect(after.statuses.filter((line) => line.includes('task-pv'))).toEqual([
      'persistentvolume task-pv-volume: UP healthy Bound',
      'persistentvolumeclaim task-pv-claim: UP healthy Bound',
      'pod task-pv-pod: UP healthy',
    ]);
    expect(after.edges).toEqual([
      'persistentvolume task-pv-volume -persistentvolume-> persistentvolumeclaim task-pv-claim',
      'persistentvolumeclaim task-pv-claim -persistentvolumeclaim-> persistentvolume task-pv-volume',
      'pod task-pv-pod -pod-> persistentvolumeclaim task-pv-claim',
    ]);
  });
});
