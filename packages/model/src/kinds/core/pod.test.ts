import { describe, expect, it } from 'vitest';
import { printStatus, showKind } from '../../testing/show-kind.ts';
import { registry } from '../registry.ts';
import { podStatus } from './pod-status.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

describe('a pod', () => {
  it('names everything that it reads, in containers of every sort, with the place where it says so (W-15)', () => {
    expect(
      shown(`
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop, labels: { app: web } }
spec:
  nodeName: n1
  serviceAccountName: web
  priorityClassName: high
  runtimeClassName: gvisor
  imagePullSecrets: [{ name: registry }]
  initContainers:
    - name: setup
      image: setup:1
      env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: token, key: value } } }]
    - { name: mesh, image: mesh:1, restartPolicy: Always }
  containers:
    - name: web
      image: web:1
      env:
        - { name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: mode, optional: true } } }
        - { name: PASSWORD, value: hunter2 }
      envFrom: [{ configMapRef: { name: all } }, { secretRef: { name: most, optional: true } }]
      volumeMounts: [{ name: conf, mountPath: /etc/conf, readOnly: true }, { name: data, mountPath: /data }]
  ephemeralContainers:
    - { name: debug, image: busybox, envFrom: [{ secretRef: { name: debugging } }] }
  volumes:
    - { name: conf, configMap: { name: files, items: [{ key: a, path: a }, { key: b, path: b }] } }
    - { name: keys, secret: { secretName: keys } }
    - { name: mix, projected: { sources: [{ configMap: { name: ca } }, { secret: { name: tls, optional: true } }] } }
    - { name: data, persistentVolumeClaim: { claimName: data, readOnly: true } }
    - { name: scratch, ephemeral: { volumeClaimTemplate: { spec: {} } } }
    - { name: share, azureFile: { secretName: azure, shareName: s } }
    - { name: ceph, cephfs: { secretRef: { name: ceph } } }
    - { name: csi, csi: { driver: d, nodePublishSecretRef: { name: publish } } }
`),
    ).toMatchInlineSnapshot(`
      "
      DOWN progressing Pending
      Node = "n1"
      Status = ""
      <-node- node n1 {"Path":"spec.nodeName"}
      -pod-> configmap settings? {"Path":"spec.containers[0].env[0].valueFrom.configMapKeyRef.name","Key":"mode","Container":"web","Env":"MODE","Optional":true}
      -pod-> configmap all {"Path":"spec.containers[0].envFrom[0].configMapRef.name","Container":"web"}
      -pod-> configmap files {"Path":"spec.volumes[0].configMap.name","Key":"a,b","Volume":"conf","Mounts":"web:/etc/conf","ReadOnly":true}
      -pod-> configmap ca {"Path":"spec.volumes[2].projected.sources[0].configMap.name","Volume":"mix"}
      -pod-> secret token {"Path":"spec.initContainers[0].env[0].valueFrom.secretKeyRef.name","Key":"value","Container":"setup","Env":"TOKEN"}
      -pod-> secret most? {"Path":"spec.containers[0].envFrom[1].secretRef.name","Container":"web","Optional":true}
      -pod-> secret debugging {"Path":"spec.ephemeralContainers[0].envFrom[0].secretRef.name","Container":"debug"}
      -pod-> secret keys {"Path":"spec.volumes[1].secret.secretName","Volume":"keys"}
      -pod-> secret tls? {"Path":"spec.volumes[2].projected.sources[1].secret.name","Volume":"mix","Optional":true}
      -pod-> secret azure {"Path":"spec.volumes[5].azureFile.secretName","Volume":"share"}
      -pod-> secret ceph {"Path":"spec.volumes[6].cephfs.secretRef.name","Volume":"ceph"}
      -pod-> secret publish {"Path":"spec.volumes[7].csi.nodePublishSecretRef.name","Volume":"csi"}
      -pod-> secret registry {"Path":"spec.imagePullSecrets[0].name"}
      -pod-> persistentvolumeclaim data {"Path":"spec.volumes[3].persistentVolumeClaim.claimName","Volume":"data","Mounts":"web:/data","ReadOnly":true}
      -pod-> persistentvolumeclaim web-1-scratch {"Path":"spec.volumes[4].ephemeral.volumeClaimTemplate","Volume":"scratch"}
      -pod-> serviceaccount web {"Path":"spec.serviceAccountName"}
      -pod-> priorityclass high {"Path":"spec.priorityClassName"}
      -pod-> runtimeclass gvisor {"Path":"spec.runtimeClassName"}
        container setup
        DOWN progressing Pending
        Pod = "web-1"
        Image = "setup:1"
        Role = "init"
        container mesh
        DOWN progressing Pending
        Pod = "web-1"
        Image = "mesh:1"
        Role = "sidecar"
        container web
        DOWN progressing Pending
        Pod = "web-1"
        Image = "web:1"
        Role = "container"
        container debug
        DOWN progressing Pending
        Pod = "web-1"
        Image = "busybox"
        Role = "ephemeral"
      "
    `);
  });

  it('shows its containers with the status of the same name, whatever the order (W-14)', () => {
    expect(
      shown(`
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: web:1 }, { name: agent, image: agent:1 }] }
status:
  phase: Running
  podIP: 10.0.0.1
  podIPs: [{ ip: 10.0.0.1 }, { ip: 'fd00::1' }]
  qosClass: Burstable
  conditions: [{ type: Ready, status: 'False', reason: ContainersNotReady, lastTransitionTime: '2026-01-01T00:00:00Z' }]
  containerStatuses:
    - { name: agent, ready: true, restartCount: 2, containerID: 'containerd://a1', state: { running: {} } }
    - { name: web, ready: false, restartCount: 0, containerID: 'cri-o://w1', state: { waiting: { reason: CrashLoopBackOff, message: back-off } } }
`),
    ).toMatchInlineSnapshot(`
      "
      DOWN degraded CrashLoopBackOff: back-off @1767225600000
      Node = ""
      IP = "10.0.0.1"
      IPs = ["10.0.0.1","fd00::1"]
      Status = "Running"
      Ready = "1/2"
      Restarts = 2
      QoS = "Burstable"
        container web
        DOWN degraded CrashLoopBackOff: back-off
        Pod = "web-1"
        Image = "web:1"
        Runtime = "cri-o"
        ContainerID = "w1"
        Role = "container"
        Ready = false
        RestartCount = 0
        container agent
        UP healthy
        Pod = "web-1"
        Image = "agent:1"
        Runtime = "containerd"
        ContainerID = "a1"
        Role = "container"
        Ready = true
        RestartCount = 2
      "
    `);
  });

  it('that is to end is up while its last containers still run', () => {
    const done = { name: 'a', ready: false, restartCount: 0, state: { terminated: { exitCode: 0 } } };
    const busy = { name: 'b', ready: true, restartCount: 0, state: { running: {} } };
    const status = {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [done, busy],
    };
    const of = (restartPolicy: string) =>
      printStatus(
        podStatus({ metadata: { name: 'p', uid: 'u' }, spec: { restartPolicy, containers: [] }, status } as never),
      );
    expect(of('Never')).toBe('UP progressing Completing');
    expect(of('Always')).toBe('DOWN degraded NotReady');
  });

  it('takes its place under a policy by its trait', () => {
    const pod = registry.find(({ key }) => key === 'pod')!;
    const trait = (spec: object, phase: string) =>
      pod.trait?.({ metadata: { name: 'p', uid: 'u' }, spec, status: { phase } } as never);
    expect(trait({}, 'Running')).toBe('');
    expect(trait({ hostNetwork: true }, 'Running')).toBe('host');
    expect(trait({}, 'Succeeded')).toBe('done');
    expect(trait({ hostNetwork: true }, 'Failed')).toBe('done');
  });
});

describe('the status of a pod', () => {
  const ready = (status: string, more: object = {}) => ({ type: 'Ready', status, ...more });
  const waiting = (reason: string, message?: string) => ({
    name: 'web',
    ready: false,
    restartCount: 1,
    state: { waiting: { reason, message } },
  });
  const running = { name: 'web', ready: true, restartCount: 0, state: { running: {} } };

  it.each<[string, object, object, string]>([
    [
      'is up when it is ready (W-20)',
      {},
      { phase: 'Running', conditions: [ready('True')], containerStatuses: [running] },
      'UP healthy',
    ],
    ['is up when nothing says otherwise than that it runs', {}, { phase: 'Running' }, 'UP healthy'],
    ['is up and done when it succeeded (W-20)', {}, { phase: 'Succeeded' }, 'UP completed Completed'],
    [
      'is down while it starts (W-23)',
      {},
      { phase: 'Pending', containerStatuses: [waiting('ContainerCreating')] },
      'DOWN progressing ContainerCreating',
    ],
    [
      'names the loop that it is in (W-20)',
      {},
      {
        phase: 'Running',
        conditions: [ready('False')],
        containerStatuses: [waiting('CrashLoopBackOff', 'back-off 5m')],
      },
      'DOWN degraded CrashLoopBackOff: back-off 5m',
    ],
    [
      'says why an image does not come',
      {},
      { phase: 'Pending', containerStatuses: [waiting('ImagePullBackOff', 'no such image')] },
      'DOWN degraded ImagePullBackOff: no such image',
    ],
    [
      'says that no node takes it',
      {},
      {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes' }],
      },
      'DOWN degraded Unschedulable: 0/3 nodes',
    ],
    [
      'rests while it is gated',
      {},
      { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] },
      'DOWN suspended SchedulingGated',
    ],
    [
      'says that it was evicted',
      {},
      { phase: 'Failed', reason: 'Evicted', message: 'low on memory' },
      'DOWN degraded Evicted: low on memory',
    ],
    [
      'says with what it failed',
      {},
      {
        phase: 'Failed',
        containerStatuses: [
          { name: 'web', ready: false, restartCount: 0, state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } },
        ],
      },
      'DOWN degraded OOMKilled: container web exited with code 137',
    ],
    [
      'is on its way out when it is deleted (W-20)',
      { deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 },
      { phase: 'Running', conditions: [ready('True')] },
      'DOWN progressing Terminating @1767225600000',
    ],
    ['is not known when its node is lost', {}, { phase: 'Unknown', reason: 'NodeLost' }, 'UNKNOWN unknown NodeLost'],
    ['is on its way before anybody has spoken', {}, {}, 'DOWN progressing Pending'],
    [
      'says that its probe fails',
      {},
      { phase: 'Running', conditions: [ready('False')], containerStatuses: [{ ...running, ready: false }] },
      'DOWN degraded ContainersNotReady: container web is not ready',
    ],
    [
      'waits for the startup probe',
      {},
      {
        phase: 'Running',
        conditions: [ready('False')],
        containerStatuses: [{ ...running, ready: false, started: false }],
      },
      'DOWN progressing Starting: container web is not ready',
    ],
    [
      'is held up by an init container',
      {},
      {
        phase: 'Pending',
        initContainerStatuses: [waiting('CrashLoopBackOff')],
        containerStatuses: [waiting('PodInitializing')],
      },
      'DOWN degraded CrashLoopBackOff',
    ],
  ])('%s', (_, metadata, status, expected) => {
    expect(
      printStatus(
        podStatus({
          metadata: { name: 'p', uid: 'u', ...metadata },
          spec: { containers: [{ name: 'web' }] },
          status,
        } as never),
      ),
    ).toBe(expected);
  });
});
