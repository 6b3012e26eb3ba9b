/**
 * Ports by name, as policies and services name them: the number that a name has where the traffic arrives.
 * https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */

import type { GraphNode, Reader } from '@canopy/model';
import { fullName, locate, QuestionError } from '@canopy/model/insight';

interface ServicePort {
  readonly Name?: string;
  readonly Port?: number;
  readonly Protocol?: string;
  readonly TargetPort?: string;
}

/**
 * Of a service its own port, which is translated further for each pod; else what the pods' containers call so. Throws a
 * `QuestionError` where it is no number, or several.
 */
export function numberOfPort(reader: Reader, to: string, name: string, protocol = 'TCP'): number {
  if (!/^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/.test(name))
    throw new QuestionError(`"${name.slice(0, 80)}" cannot be the name of a port, such as http`);
  const node = receiver(reader, to);
  const wanted = protocol.toUpperCase();
  const own = node.type === 'service' ? servicePort(node, name, wanted) : name;
  return typeof own === 'number' ? own : containerPort(reader, node, own, wanted);
}

function receiver(reader: Reader, to: string): GraphNode {
  try {
    return locate(reader, to.trim());
  } catch (error) {
    if (['outside', 'internet'].includes(to.trim()) || /^[\d.]+$|:/.test(to.trim()))
      throw new QuestionError(`nobody knows what ${to.trim()} calls its ports: give the number`);
    throw error;
  }
}

/** Its number, or the name under which pods have it; nobody translates for a headless service. */
function servicePort(node: GraphNode, name: string, protocol: string): number | string {
  const ports = (node.fields.Ports ?? []) as readonly ServicePort[];
  const found = ports.find((port) => port.Name === name && (port.Protocol ?? 'TCP') === protocol);
  if (found?.Port === undefined)
    throw unknownPort(
      node,
      name,
      protocol,
      ports.flatMap(({ Name }) => Name ?? []),
    );
  const { Port: port, TargetPort: target = '0' } = found;
  if (node.fields.ClusterIP !== 'None' || target === '0') return port;
  return /^\d+$/.test(target) ? Number(target) : target;
}

function containerPort(reader: Reader, node: GraphNode, name: string, protocol: string): number {
  const numbers = new Set<number>();
  const known = new Set<string>();
  for (const pod of podsOf(reader, node))
    for (const line of (pod.fields.NamedPorts ?? []) as readonly string[]) {
      const [, called = '', number, way] = /^(.+)=(\d+)\/(\w+)$/.exec(line) ?? [];
      known.add(called);
      if (called === name && way === protocol) numbers.add(Number(number));
    }
  const [number, ...others] = [...numbers].sort((a, b) => a - b);
  if (number === undefined) throw unknownPort(node, name, protocol, [...known]);
  if (others.length === 0) return number;
  throw new QuestionError(
    `${fullName(node)} has "${name}" on ${[number, ...others].slice(0, 5).join(', ')}: give the number, or ask about one of its pods`,
  );
}

function unknownPort(node: GraphNode, name: string, protocol: string, known: readonly string[]): QuestionError {
  const named = [...new Set(known)].sort().slice(0, 10).join(', ');
  return new QuestionError(
    `${fullName(node)} has no port "${name}" of ${protocol}; ${named === '' ? 'it names none' : `it names ${named}`}`,
  );
}

/** Those that may receive what is sent to the node. */
function* podsOf(reader: Reader, node: GraphNode): Iterable<GraphNode> {
  if (node.type === 'namespace' || node.type === 'cluster') {
    for (const pod of reader.ofType('pod'))
      if (pod.cluster === node.cluster && (node.type === 'cluster' || pod.namespace === node.name)) yield pod;
    return;
  }
  const seen = new Set<GraphNode>([node]);
  for (const each of seen) {
    if (each.type === 'pod') yield each;
    for (const edge of reader.outEdges(each.id)) {
      const leads = edge.metadata.Controller === true || (each.type === 'service' && edge.relationType === 'service');
      const child = leads ? reader.node(edge.to) : undefined;
      if (child !== undefined) seen.add(child);
    }
  }
}
