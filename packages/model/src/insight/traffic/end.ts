/** Who sends and who receives: a pod, a node, an address, or the outside as a whole. */

import { addressBytes } from '../../base/address.ts';
import type { GraphNode, Labels } from '../../graph/node.ts';

export interface NamedPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
}

export interface PodEnd {
  readonly kind: 'pod';
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** The labels of its namespace. */
  readonly spaceLabels: Labels;
  readonly addresses: Addresses;
  /** The node that it runs on; empty before it is bound. */
  readonly node: string;
  /** Where it shares the network of its node: the labels of that node. */
  readonly host?: Labels;
  readonly finished: boolean;
  readonly ports: readonly NamedPort[];
}

export interface NodeEnd {
  readonly kind: 'node';
  readonly cluster: string;
  readonly name: string;
  readonly labels: Labels;
  readonly addresses: Addresses;
}

export interface AddressEnd {
  readonly kind: 'address';
  readonly addresses: Addresses;
}

/** Every address that no pod and no node has, taken together. */
export interface OutsideEnd {
  readonly kind: 'outside';
}

export type End = PodEnd | NodeEnd | AddressEnd | OutsideEnd;

export interface Addresses {
  readonly texts: readonly string[];
  readonly bytes: readonly (readonly number[])[];
}

export function addressesOf(texts: readonly string[]): Addresses {
  return {
    texts,
    bytes: texts.flatMap((text) => {
      const bytes = addressBytes(text);
      return bytes ? [bytes] : [];
    }),
  };
}

export function nameOf(end: End): string {
  switch (end.kind) {
    case 'pod':
      return `pod ${end.namespace}/${end.name}`;
    case 'node':
      return `node ${end.name}`;
    case 'address':
      return end.addresses.texts.join(', ');
    case 'outside':
      return 'the outside';
  }
}

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const isFinished = ({ fields }: GraphNode): boolean => fields.Finished === true;
export const isOnHost = ({ fields }: GraphNode): boolean => fields.HostNetwork === true;

/** A pod's addresses as the node shows them; a pod on its node's network may show none. */
export function ipsOf({ fields }: GraphNode): readonly string[] {
  const many = strings(fields.IPs);
  return many.length > 0 ? many : text(fields.IP) === '' ? [] : [text(fields.IP)];
}

/** A namespace has this label even where nobody set it. */
export function spaceLabelsOf(name: string, labels: Labels | undefined): Labels {
  if (labels?.['kubernetes.io/metadata.name'] !== undefined) return labels;
  return { ...labels, 'kubernetes.io/metadata.name': name };
}

export function podEnd(node: GraphNode, spaceLabels: Labels, host: NodeEnd | undefined): PodEnd {
  const own = ipsOf(node);
  return {
    kind: 'pod',
    id: node.id,
    cluster: node.cluster,
    namespace: node.namespace,
    name: node.name,
    labels: node.labels,
    spaceLabels,
    addresses: own.length === 0 && host !== undefined && isOnHost(node) ? host.addresses : addressesOf(own),
    node: text(node.fields.Node),
    ...(isOnHost(node) ? { host: host?.labels ?? {} } : {}),
    finished: isFinished(node),
    ports: strings(node.fields.NamedPorts).flatMap(namedPort),
  };
}

function namedPort(line: string): readonly NamedPort[] {
  const [, name, port, protocol] = /^(.+)=(\d+)\/(\w+)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, port: Number(port), protocol: protocol ?? 'TCP' }];
}

export function nodeEnd(node: GraphNode): NodeEnd {
  const { cluster, name, labels, fields } = node;
  return { kind: 'node', cluster, name, labels, addresses: addressesOf(strings(fields.IPs)) };
}
