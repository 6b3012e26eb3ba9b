/** The sandbox's nodes and their heartbeats: leases, renewed now and then. */

import type { Clock } from '../../base/clock.ts';
import { microTimestamp, type NewObject, timestamp } from '../../base/object.ts';
import type { Cluster } from '../cluster.ts';

const nodeNames = ['sandbox-1', 'sandbox-2', 'sandbox-3'] as const;

const leaseNamespace = 'kube-node-lease';
const leases = 'leases.coordination.k8s.io';
const heartbeat = 60_000;

const room = { cpu: '16', memory: '64Gi', pods: '5000', 'ephemeral-storage': '100Gi' };

function node(name: string, index: number, now: number): NewObject {
  const time = timestamp(now);
  const healthy = (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
  });
  return {
    metadata: {
      name,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'topology.kubernetes.io/region': 'sandbox',
        'topology.kubernetes.io/zone': `sandbox-${'abc'[index]}`,
        ...(index === 0 && { 'node-role.kubernetes.io/control-plane': '' }),
      },
    },
    spec: { podCIDR: `10.244.${index}.0/24`, podCIDRs: [`10.244.${index}.0/24`], providerID: `sandbox://${name}` },
    status: {
      capacity: room,
      allocatable: room,
      conditions: [
        healthy('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
        healthy('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        healthy('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        healthy('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      addresses: [
        { type: 'InternalIP', address: `172.18.0.${index + 2}` },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
      nodeInfo: {
        machineID: name,
        systemUUID: name,
        bootID: name,
        kernelVersion: '6.1.0-sandbox',
        osImage: 'Canopy Sandbox',
        containerRuntimeVersion: 'containerd://2.0.0',
        kubeletVersion: 'v1.32.4',
        kubeProxyVersion: 'v1.32.4',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  };
}

export function createNodes(cluster: Cluster): void {
  for (const [index, name] of nodeNames.entries()) {
    cluster.create('nodes', node(name, index, cluster.now()));
    cluster.create('csinodes.storage.k8s.io', { metadata: { name }, spec: { drivers: [] } });
  }
}

/** Renews the leases once a minute; the answer ends it. */
export function beat(cluster: Cluster, clock: Clock): () => void {
  let cancel = () => {};
  const renew = () => {
    for (const name of nodeNames) renewLease(cluster, name);
    cancel = clock.after(heartbeat, renew);
  };
  renew();
  return () => cancel();
}

function renewLease(cluster: Cluster, name: string): void {
  const owner = cluster.get('nodes', '', name);
  if (!owner) return;
  const spec = { holderIdentity: name, leaseDurationSeconds: 120, renewTime: microTimestamp(cluster.now()) };
  const lease = cluster.get(leases, leaseNamespace, name);
  if (lease) {
    cluster.replace(leases, { ...lease, metadata: { ...lease.metadata, resourceVersion: '' }, spec });
    return;
  }
  const { uid } = owner.metadata;
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }];
  cluster.create(leases, { metadata: { name, namespace: leaseNamespace, ownerReferences }, spec });
}
