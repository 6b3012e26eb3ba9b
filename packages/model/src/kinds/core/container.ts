/** Containers: parts of a pod, each matched with its status by name. */

import type { Container, ContainerStatus, EphemeralContainer, Pod } from 'kubernetes-types/core/v1.d.ts';
import { ownText } from '../../base/own-text.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, int, json, type Part, string } from '../define.ts';
import { staleField } from '../stale-field.ts';
import { type ContainerRole, containerStatus } from './pod-status.ts';

/** What the fields and the status of a container read. */
export interface ContainerPart {
  readonly spec: Container | EphemeralContainer;
  readonly status: ContainerStatus | undefined;
  readonly role: ContainerRole;
  /** The pod's name and phase. */
  readonly pod: string;
  readonly phase: string | undefined;
}

export const container = defineKind<ContainerPart>({
  key: 'container',
  type: 'container',
  manager: 'k8s',
  group: 'workload',
  doc: 'One container of a pod: ordinary, init, sidecar or ephemeral.',
  fields: [
    string('Pod', 'The name of its pod.', ({ pod }) => pod),
    string('Image', 'The image, as the pod names it.', ({ spec }) => spec.image),
    string('Runtime', 'The container runtime, such as containerd.', runtimeOf),
    string('ContainerID', 'What the runtime calls it.', idOf),
    string('ImageID', 'The image that runs, by digest.', ({ status }) => status?.imageID || undefined),
    string('Role', 'What it is in its pod: container, init, sidecar or ephemeral.', ({ role }) => role),
    boolean('Ready', 'Whether it passes its readiness probe.', ({ status }) => status?.ready),
    int('RestartCount', 'How often it was started again.', ({ status }) => status?.restartCount),
    json('Ports', 'The ports that it declares.', ({ spec }) => portsOf(spec)),
    staleField,
  ],
  status: ({ status, role, phase }) => containerStatus(status, role, phase),
  links: [],
});

/** The containers of a pod, in the order init, ordinary, ephemeral. */
export function containerParts({ metadata, spec, status }: Api<Pod>): readonly Part[] {
  const parts: Part[] = [];
  const add = (
    each: Container | EphemeralContainer,
    role: ContainerRole,
    statuses: readonly ContainerStatus[] | undefined,
  ): void => {
    const own = statuses?.find(({ name }) => name === each.name);
    const object: ContainerPart = { spec: each, status: own, role, pod: metadata.name, phase: status?.phase };
    parts.push({ kind: 'container', name: each.name, object, inheritLabels: true });
  };
  for (const each of spec?.initContainers ?? []) {
    add(each, each.restartPolicy === 'Always' ? 'sidecar' : 'init', status?.initContainerStatuses);
  }
  for (const each of spec?.containers ?? []) add(each, 'container', status?.containerStatuses);
  for (const each of spec?.ephemeralContainers ?? []) add(each, 'ephemeral', status?.ephemeralContainerStatuses);
  return parts;
}

/** `containerd://4f0…` is the runtime and its id. */
function runtimeOf({ status }: ContainerPart): string | undefined {
  const id = status?.containerID ?? '';
  const at = id.indexOf('://');
  return at < 0 ? undefined : id.slice(0, at);
}

function idOf({ status }: ContainerPart): string | undefined {
  const id = status?.containerID ?? '';
  const at = id.indexOf('://');
  return at < 0 ? undefined : ownText(id.slice(at + 3));
}

function portsOf({ ports }: ContainerPart['spec']): unknown {
  if (!ports?.length) return undefined;
  return ports.map(({ name, containerPort, protocol, hostPort }) => ({
    ...(name ? { Name: name } : {}),
    ContainerPort: containerPort,
    Protocol: protocol ?? 'TCP',
    ...(hostPort ? { HostPort: hostPort } : {}),
  }));
}
