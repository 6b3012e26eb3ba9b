/** What needs what: the edges along which a failure travels, from an object to what it cannot do without. */

import { provenances } from '../../graph/edge.ts';
import type { GraphNode } from '../../graph/node.ts';
import type { GraphEdge, Reader } from '../../graph/reader.ts';
import { topController } from '../controllers.ts';
import { mentioned } from './mentions.ts';

export interface Need {
  readonly node: GraphNode;
  /** Absent where a message names it and no edge does. */
  readonly edge?: GraphEdge;
  /** It is known to be the reason, however well it seems to fare: a message names it, or a policy keeps a call away. */
  readonly blamed?: boolean;
  /** In words, where no edge says it. */
  readonly why?: string;
}

/** A policy that keeps a pod from a service, and in words why. */
export interface Denial {
  readonly policy: GraphNode;
  readonly why: string;
}

export type Denials = (pod: GraphNode, service: GraphNode) => Denial | undefined;

/** Types that need what their own references and selectors lead to, and what they control. */
const needy: ReadonlySet<string> = new Set([
  ...['pod', 'deployment', 'replicaset', 'statefulset', 'daemonset', 'replicationcontroller', 'job', 'cronjob'],
  ...[
    'service',
    'endpoints',
    'endpointslice',
    'ingress',
    'gateway',
    'httproute',
    'grpcroute',
    'horizontalpodautoscaler',
  ],
  ...['persistentvolumeclaim', 'volumeattachment', 'volumesnapshot', 'apiservice', 'virtualservice', 'destinationrule'],
  ...['mutatingwebhookconfiguration', 'validatingwebhookconfiguration'],
]);

/** Relations whose edge runs the other way: from what is needed to what needs it. */
const backwards: Readonly<Record<string, readonly string[]>> = {
  node: ['pod'],
  storageclass: ['persistentvolumeclaim'],
  gatewayclass: ['gateway'],
  ingressclass: ['ingress'],
  // Slices are a service's shadow: they say what it says.
  service: ['endpointslice', 'endpoints'],
};

/** Everything that a node needs, in the order of its edges. */
export function* needsOf(reader: Reader, node: GraphNode, denials?: Denials): Generator<Need> {
  if (node.type === 'container') {
    yield* needsOfContainer(reader, node, denials);
    return;
  }
  for (const edge of reader.outEdges(node.id)) {
    const isPart = node.type === 'pod' && edge.relationType === 'ownership';
    if (!isPart && !(needy.has(node.type) && edge.relationType === node.type)) continue;
    if (isCall(edge)) continue;
    const target = reader.node(edge.to);
    if (target !== undefined && !isOptional(edge) && isBehind(node, target)) yield { node: target, edge };
  }
  for (const edge of reader.inEdges(node.id)) {
    if (!backwards[edge.relationType]?.includes(node.type)) continue;
    const source = reader.node(edge.from);
    if (source !== undefined) yield { node: source, edge };
  }
  for (const found of mentioned(reader, node)) yield { node: found, blamed: true };
}

/** What its pod reads for it: the pod's references that name this container, or no container in particular. */
function* needsOfContainer(reader: Reader, container: GraphNode, denials?: Denials): Generator<Need> {
  for (const part of reader.inEdges(container.id)) {
    const pod = part.relationType === 'ownership' ? reader.node(part.from) : undefined;
    if (pod?.type !== 'pod') continue;
    if (waitsForPod(container)) {
      yield { node: pod, edge: part };
      continue;
    }
    for (const need of needsOf(reader, pod)) {
      if (need.node.type === 'container' || need.edge === undefined) continue;
      const names = provenances(need.edge.metadata).map(
        (why) => why.Container ?? containerIn(String(why.Mounts ?? '')),
      );
      if (names.some((name) => name === undefined || name === container.name)) yield need;
    }
    yield* callsOf(reader, pod, container, denials);
  }
}

/** The services that its variables name. That it fails may be because they do, or because it is kept from them. */
function* callsOf(reader: Reader, pod: GraphNode, container: GraphNode, denials?: Denials): Generator<Need> {
  if (!hasStarted(container)) return;
  for (const edge of reader.outEdges(topController(reader, pod).id)) {
    const service = isCall(edge) ? reader.node(edge.to) : undefined;
    if (!provenances(edge.metadata).some((why) => why.Container === container.name) || service === undefined) continue;
    const denial = denials?.(pod, service);
    if (denial === undefined) yield { node: service, edge };
    else {
      const why = `container ${container.name} is to call service ${service.name}, but ${denial.why}`;
      yield { node: denial.policy, blamed: true, why };
    }
  }
}

/** Whether the edge only says that a variable names the service. */
export function isCall({ metadata }: GraphEdge): boolean {
  const all = provenances(metadata);
  return all.length > 0 && all.every(({ Path }) => Path?.endsWith('.value') === true);
}

/** Reasons of a pod or container that runs or ran: what it reads at its start is no longer the trouble. */
const started: ReadonlySet<string> = new Set([
  ...['CrashLoopBackOff', 'Error', 'OOMKilled', 'ContainersNotReady', 'NotReady', 'ContainerCannotRun', 'StartError'],
  ...['DeadlineExceeded', 'Evicted', 'Unhealthy', 'Starting', 'BackOff', 'Failed'],
]);

export const hasStarted = ({ status }: GraphNode): boolean => started.has(status.reason ?? '');

const containerIn = (mounts: string): string | undefined => (mounts === '' ? undefined : mounts.split(':')[0]);

const isOptional = (edge: GraphEdge): boolean => {
  const all = provenances(edge.metadata);
  return all.length > 0 && all.every((why) => why.Optional === true);
};

/** Slices follow their service, not it them. */
const isBehind = (node: GraphNode, target: GraphNode): boolean =>
  node.type !== 'service' || (target.type !== 'endpointslice' && target.type !== 'endpoints');

/** A container that has not been tried yet: its pod knows why. */
export const waitsForPod = ({ status }: GraphNode): boolean =>
  ['Pending', 'ContainerCreating', 'PodInitializing'].includes(status.reason ?? '');

/** Whatever needs a node: the same edges the other way. */
export function* neededBy(reader: Reader, node: GraphNode): Generator<Need> {
  for (const edge of reader.inEdges(node.id)) {
    const source = reader.node(edge.from);
    if (source === undefined || isOptional(edge)) continue;
    const isPart = edge.relationType === 'ownership' && source.type === 'pod';
    if (!isPart && !(needy.has(source.type) && edge.relationType === source.type)) continue;
    if (isBehind(source, node)) yield { node: source, edge };
  }
  const types = backwards[node.type];
  if (types === undefined) return;
  for (const edge of reader.outEdges(node.id)) {
    const target = edge.relationType === node.type ? reader.node(edge.to) : undefined;
    if (target !== undefined && types.includes(target.type)) yield { node: target, edge };
  }
}
