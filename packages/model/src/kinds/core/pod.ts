/** Pods. */

import type { Container, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, int, string, strings } from '../define.ts';
import type { NameLink } from '../link.ts';
import { accountRefs, claimRefs, configmapRefs, priorityRefs, runtimeRefs, secretRefs } from '../pod-template.ts';
import { specWithoutEnv, withoutCopy } from '../redact.ts';
import { staleField } from '../stale-field.ts';
import { waitingFor } from '../surroundings.ts';
import { containerParts } from './container.ts';
import { podStatus } from './pod-status.ts';
import { openPorts } from './service-ports.ts';

type Link = NameLink<Api<Pod>>;

const facts = { join: 'name', relation: 'pod', direction: 'out', inverse: 'pods' } as const;

const node: Link = {
  join: 'name',
  to: 'node',
  relation: 'node',
  direction: 'in',
  field: 'node',
  inverse: 'pods',
  doc: 'The node that the pod is bound to.',
  refs: ({ spec }) => (spec?.nodeName ? [{ name: spec.nodeName, why: { Path: 'spec.nodeName' } }] : []),
};
const configmaps: Link = {
  ...facts,
  to: 'configmap',
  field: 'configmaps',
  doc: 'Config maps that its containers read, as variables or files.',
  refs: ({ spec }) => configmapRefs(spec, 'spec'),
};
const secrets: Link = {
  ...facts,
  to: 'secret',
  field: 'secrets',
  doc: 'Secrets that its containers, its volumes or the image pull read.',
  refs: ({ spec }) => secretRefs(spec, 'spec'),
};
const claims: Link = {
  ...facts,
  to: 'persistentvolumeclaim',
  field: 'claims',
  doc: 'Claims that it mounts, generic ephemeral ones included.',
  refs: ({ metadata, spec }) => claimRefs(spec, 'spec', metadata.name),
};
const serviceaccount: Link = {
  ...facts,
  to: 'serviceaccount',
  field: 'serviceaccount',
  doc: 'The account that it runs as.',
  refs: ({ spec }) => accountRefs(spec, 'spec'),
};
const priorityclass: Link = {
  ...facts,
  to: 'priorityclass',
  field: 'priorityclass',
  doc: 'Its priority.',
  refs: ({ spec }) => priorityRefs(spec, 'spec'),
};
const runtimeclass: Link = {
  ...facts,
  to: 'runtimeclass',
  field: 'runtimeclass',
  doc: 'The runtime that runs its containers.',
  refs: ({ spec }) => runtimeRefs(spec, 'spec'),
};

export const pod = defineKind<Api<Pod>>({
  key: 'pod',
  type: 'pod',
  manager: 'k8s',
  group: 'workload',
  doc: 'Containers that run together on one node.',
  api: { group: '', versions: ['v1'], plural: 'pods', kind: 'Pod', namespaced: true },
  fields: [
    string('Node', 'The node that it is bound to; empty before that.', ({ spec }) => spec?.nodeName ?? ''),
    string('IP', 'Its first address.', ({ status }) => status?.podIP || undefined),
    strings('IPs', 'All its addresses, of both families.', (pod) => (ips(pod).length > 1 ? ips(pod) : undefined)),
    string(
      'Status',
      'Its reason where it has one, else its phase.',
      ({ status }) => status?.reason || status?.phase || '',
    ),
    string('Ready', 'How many of its containers are ready, as 1/2.', ready),
    int('Restarts', 'How often its containers were started again, all together.', restarts),
    string('QoS', 'Its class of service, from requests and limits.', ({ status }) => status?.qosClass),
    strings('NamedPorts', 'Ports that its containers declare under a name, as http=8080/TCP.', namedPorts),
    boolean('Finished', 'Whether it has ended and given up its address.', (pod) => trait(pod) === 'done' || undefined),
    boolean('HostNetwork', 'Whether it uses the network of its node.', ({ spec }) => spec?.hostNetwork || undefined),
    staleField,
  ],
  status: podStatus,
  derived: { relations: ['pod'], status: waitingFor('pod') },
  links: [node, configmaps, secrets, claims, serviceaccount, priorityclass, runtimeclass],
  parts: containerParts,
  indexed: { ip: ips },
  trait,
  detail: openPorts,
  redact,
});

function ips({ status }: Api<Pod>): readonly string[] {
  const { podIP, podIPs } = status ?? {};
  if (!podIPs?.length) return podIP ? [podIP] : [];
  // One text for the address, which the API says twice.
  return podIPs.flatMap(({ ip }) => (ip === podIP ? podIP : ip) || []);
}

function ready({ spec, status }: Api<Pod>): string | undefined {
  if (status?.containerStatuses === undefined) return undefined;
  let count = 0;
  for (const each of status.containerStatuses) if (each.ready) count++;
  return `${count}/${spec?.containers?.length ?? 0}`;
}

function restarts({ status }: Api<Pod>): number | undefined {
  return status?.containerStatuses?.reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0);
}

/** Named ports of containers and sidecars; init containers are gone when traffic comes. */
function namedPorts({ spec }: Api<Pod>): readonly string[] | undefined {
  const found: string[] = [];
  for (const each of spec?.initContainers ?? []) if (each.restartPolicy === 'Always') addNamedPorts(each, found);
  for (const each of spec?.containers ?? []) addNamedPorts(each, found);
  return found.length > 0 ? found : undefined;
}

function addNamedPorts({ ports }: Container, found: string[]): void {
  for (const { name, containerPort, protocol } of ports ?? []) {
    if (name) found.push(`${name}=${containerPort}/${protocol ?? 'TCP'}`);
  }
}

/** Finished pods have given up their address; pods on the host's network have no other than the node's. */
function trait({ spec, status }: Api<Pod>): string {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return 'done';
  return spec?.hostNetwork ? 'host' : '';
}

function redact(pod: Api<Pod>): Api<Pod> {
  const metadata = withoutCopy(pod.metadata);
  const spec = pod.spec && specWithoutEnv(pod.spec);
  return metadata === pod.metadata && spec === pod.spec ? pod : { ...pod, metadata, ...(spec && { spec }) };
}
