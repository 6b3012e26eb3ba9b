/** Machines that run pods. */

import type { Node } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { causeOf, condition } from '../conditions.ts';
import { boolean, defineKind, json, string, strings } from '../define.ts';
import { degraded, healthy, suspended, unknown } from '../state.ts';

export const node = defineKind<Api<Node>>({
  key: 'node',
  type: 'node',
  manager: 'k8s',
  group: 'cluster',
  doc: 'A machine that runs pods.',
  api: { group: '', versions: ['v1'], plural: 'nodes', kind: 'Node', namespaced: false },
  fields: [
    string('Hostname', 'Its host name.', (node) => addresses(node, 'Hostname')[0]),
    string('InternalIP', 'Its first address inside the cluster.', (node) => addresses(node, 'InternalIP')[0]),
    string('ExternalIP', 'Its first address outside the cluster.', (node) => addresses(node, 'ExternalIP')[0]),
    strings('IPs', 'All its addresses, of both families.', ips),
    string('Arch', 'The architecture of the machine.', ({ status }) => status?.nodeInfo?.architecture),
    string('Kernel', 'The version of the kernel.', ({ status }) => status?.nodeInfo?.kernelVersion),
    string('OS', 'The operating system.', ({ status }) => status?.nodeInfo?.operatingSystem),
    string('Kubelet', 'The version of the kubelet.', ({ status }) => status?.nodeInfo?.kubeletVersion),
    string(
      'Runtime',
      'The container runtime and its version.',
      ({ status }) => status?.nodeInfo?.containerRuntimeVersion,
    ),
    string('ProviderID', 'What the cloud calls this machine.', ({ spec }) => spec?.providerID),
    boolean('Unschedulable', 'Whether new pods are kept away (cordoned).', ({ spec }) => spec?.unschedulable ?? false),
    strings('Taints', 'What pods have to tolerate, in the notation of kubectl.', taints),
    strings('PodCIDRs', 'The ranges from which its pods get their addresses.', ({ spec }) => spec?.podCIDRs),
    json('Capacity', 'What the machine has, as quantities.', ({ status }) => status?.capacity),
    json('Allocatable', 'What pods may use of it, as quantities.', ({ status }) => status?.allocatable),
  ],
  status,
  links: [],
  indexed: { ip: ips },
});

function addresses({ status }: Api<Node>, type: string): readonly string[] {
  return (status?.addresses ?? []).filter((each) => each.type === type).map((each) => each.address);
}

function ips(node: Api<Node>): readonly string[] {
  return [...addresses(node, 'InternalIP'), ...addresses(node, 'ExternalIP')];
}

function taints({ spec }: Api<Node>): readonly string[] | undefined {
  return spec?.taints?.map(({ key, value, effect }) => (value ? `${key}=${value}:${effect}` : `${key}:${effect}`));
}

function status({ spec, status }: Api<Node>): Status {
  const ready = condition(status?.conditions, 'Ready');
  if (ready === undefined) return unknown({ reason: 'NoReadyCondition', message: 'no kubelet has reported' });
  if (ready.status === 'Unknown') return unknown(causeOf(ready, 'NodeStatusUnknown'));
  if (ready.status !== 'True') return degraded(causeOf(ready, 'NotReady'));
  const pressure = status?.conditions?.find((each) => each.type !== 'Ready' && each.status === 'True');
  if (pressure !== undefined) return degraded({ ...causeOf(pressure), reason: pressure.type }, 'UP');
  if (spec?.unschedulable) return suspended({ reason: 'Cordoned', since: ready.lastTransitionTime });
  return healthy({ since: ready.lastTransitionTime });
}
