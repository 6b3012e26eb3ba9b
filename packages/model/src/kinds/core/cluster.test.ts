import { describe, expect, it } from 'vitest';
import { showKind } from '../../testing/show-kind.ts';

const shown = (yaml: string): string => `\n${showKind(yaml)}\n`;

const node = (conditions: string, spec = '{}'): string =>
  showKind(
    `{ apiVersion: v1, kind: Node, metadata: { name: n1 }, spec: ${spec}, status: { conditions: ${conditions} } }`,
  ).split('\n')[0] ?? '';

describe('a node', () => {
  it('keeps both families of addresses, the first one first (W-47)', () => {
    expect(
      shown(`
apiVersion: v1
kind: Node
metadata: { name: n1 }
spec: { podCIDRs: [10.1.0.0/24], taints: [{ key: gpu, value: 'yes', effect: NoSchedule }] }
status:
  capacity: { cpu: '4', memory: 8Gi }
  allocatable: { cpu: 3800m }
  addresses:
    - { type: InternalIP, address: 10.0.0.1 }
    - { type: InternalIP, address: 'fd00::1' }
    - { type: Hostname, address: n1.local }
  nodeInfo: { architecture: arm64, kernelVersion: 6.1.0, operatingSystem: linux, kubeletVersion: v1.33.1, containerRuntimeVersion: containerd://2.0 }
  conditions: [{ type: Ready, status: 'True', lastHeartbeatTime: '2026-01-01T09:00:00Z', lastTransitionTime: '2026-01-01T00:00:00Z' }]
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy @1767225600000
      Hostname = "n1.local"
      InternalIP = "10.0.0.1"
      IPs = ["10.0.0.1","fd00::1"]
      Arch = "arm64"
      Kernel = "6.1.0"
      OS = "linux"
      Kubelet = "v1.33.1"
      Runtime = "containerd://2.0"
      Unschedulable = false
      Taints = ["gpu=yes:NoSchedule"]
      PodCIDRs = ["10.1.0.0/24"]
      Capacity = {"cpu":"4","memory":"8Gi"}
      Allocatable = {"cpu":"3800m"}
      "
    `);
  });

  it('says how it fares (W-21)', () => {
    expect(node("[{ type: Ready, status: 'True' }]")).toBe('UP healthy');
    expect(node("[{ type: Ready, status: 'True' }]", '{ unschedulable: true }')).toBe('UP suspended Cordoned');
    expect(node("[{ type: Ready, status: 'True' }, { type: DiskPressure, status: 'True', message: full }]")).toBe(
      'UP degraded DiskPressure: full',
    );
    expect(node("[{ type: Ready, status: 'False', reason: KubeletNotReady, message: no network }]")).toBe(
      'DOWN degraded KubeletNotReady: no network',
    );
    expect(node('[{ type: Ready, status: Unknown, reason: NodeStatusUnknown }]')).toBe(
      'UNKNOWN unknown NodeStatusUnknown',
    );
    expect(node('[]')).toMatch(/^UNKNOWN unknown/);
  });
});

describe('a namespace', () => {
  it('is up while it is active', () => {
    expect(
      shown(`
apiVersion: v1
kind: Namespace
metadata: { name: shop }
status: { phase: Active }
---
apiVersion: v1
kind: Namespace
metadata: { name: gone, deletionTimestamp: '2026-01-01T00:00:00Z' }
status: { phase: Terminating, conditions: [{ type: NamespaceContentRemaining, status: 'True', message: Some resources are remaining }] }
---
apiVersion: v1
kind: Namespace
metadata: { name: new }
`),
    ).toMatchInlineSnapshot(`
      "
      UP healthy
      Status = "Active"
      DOWN progressing Terminating: Some resources are remaining @1767225600000
      Status = "Terminating"
      UNKNOWN unknown NoPhase
      "
    `);
  });
});

describe('quotas and limits', () => {
  it('say what they limit, as the quantities that they were given (W-41)', () => {
    expect(
      shown(`
apiVersion: v1
kind: ResourceQuota
metadata: { name: q, namespace: shop }
spec: { hard: { pods: '10', requests.memory: 2Gi } }
status: { used: { pods: '3', requests.memory: 2048Mi } }
---
apiVersion: v1
kind: LimitRange
metadata: { name: l, namespace: shop }
spec: { limits: [{ type: Container, max: { cpu: 500m } }] }
`),
    ).toMatchInlineSnapshot(`
      "
      UP degraded QuotaReached: requests.memory: 2048Mi of 2Gi
      Hard = {"pods":"10","requests.memory":"2Gi"}
      Used = {"pods":"3","requests.memory":"2048Mi"}
      -resourcequota-> namespace shop {"Path":"metadata.namespace"}
      UP healthy
      Limits = [{"type":"Container","max":{"cpu":"500m"}}]
      -limitrange-> namespace shop {"Path":"metadata.namespace"}
      "
    `);
  });
});
