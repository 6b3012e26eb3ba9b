/**
 * The cluster-wide policies of the network-policy-api project in the common form: AdminNetworkPolicy and
 * BaselineAdminNetworkPolicy (v1alpha1) and ClusterNetworkPolicy, which takes the place of both.
 * Source: https://network-policy-api.sigs.k8s.io/reference/spec/
 */

import { type Condition, condition } from '../conditions.ts';
import type { KubeObject, LabelSelector } from '../object.ts';
import type { Action, PeerForm, PolicyForm, PortForm, RuleForm, Tier } from './policy-form.ts';

/** The first v1alpha1 wrapped selectors of namespaces, and could compare labels of both ends, which nothing here does. */
interface Wrapped {
  readonly namespaceSelector?: LabelSelector;
  readonly sameLabels?: unknown;
  readonly notSameLabels?: unknown;
}

interface NamespacedPods {
  readonly namespaceSelector?: LabelSelector;
  readonly namespaces?: Wrapped;
  readonly podSelector?: LabelSelector;
}

interface Peer {
  readonly namespaces?: LabelSelector & Wrapped;
  readonly pods?: NamespacedPods;
  readonly nodes?: LabelSelector;
  readonly networks?: readonly string[];
  readonly domainNames?: readonly string[];
}

interface Port {
  readonly portNumber?: { readonly protocol?: string; readonly port: number };
  readonly portRange?: { readonly protocol?: string; readonly start: number; readonly end: number };
  readonly namedPort?: string;
}

type Match = { readonly number?: number; readonly range?: { readonly start: number; readonly end: number } };

interface Protocol {
  readonly tcp?: { readonly destinationPort?: Match };
  readonly udp?: { readonly destinationPort?: Match };
  readonly sctp?: { readonly destinationPort?: Match };
  readonly destinationNamedPort?: string;
}

interface Rule {
  readonly action?: string;
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly Port[];
  readonly protocols?: readonly Protocol[];
}

export interface ClusterPolicy extends KubeObject {
  readonly spec?: {
    readonly tier?: string;
    readonly priority?: number;
    readonly subject?: Peer;
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

/** `tier` where the kind says it; ClusterNetworkPolicy says it in its spec. */
export function clusterPolicyForm({ spec }: ClusterPolicy, tier?: Tier): PolicyForm | undefined {
  if (spec === undefined) return undefined;
  return {
    tier: tier ?? (spec.tier === 'Baseline' ? 'baseline' : 'admin'),
    priority: spec.priority ?? 0,
    subject: peerForm(spec.subject ?? {}),
    ...(spec.ingress?.length ? { ingress: spec.ingress.map(ruleForm) } : {}),
    ...(spec.egress?.length ? { egress: spec.egress.map(ruleForm) } : {}),
  };
}

const actions: Readonly<Record<string, Action>> = { Allow: 'allow', Accept: 'allow', Deny: 'deny', Pass: 'pass' };

function ruleForm({ action = '', from, to, ports, protocols }: Rule): RuleForm {
  const all = [...(ports ?? []).map(portForm), ...(protocols ?? []).map(protocolForm)];
  return {
    action: actions[action] ?? 'deny',
    peers: (from ?? to ?? []).map(peerForm),
    ...(all.length > 0 ? { ports: all } : {}),
  };
}

function peerForm({ namespaces, pods, nodes, networks, domainNames }: Peer): PeerForm {
  if (namespaces) return podsIn(unwrapped(namespaces), {});
  if (pods)
    return podsIn(pods.namespaces ? unwrapped(pods.namespaces) : (pods.namespaceSelector ?? {}), pods.podSelector);
  if (nodes) return { nodes };
  if (networks) return { networks };
  return domainNames ? { domains: domainNames } : {};
}

/** `undefined` where labels of both ends are compared. */
function unwrapped(spaces: LabelSelector & Wrapped): LabelSelector | undefined {
  if (spaces.sameLabels || spaces.notSameLabels) return undefined;
  return spaces.namespaceSelector ?? spaces;
}

function podsIn(namespaces: LabelSelector | undefined, pods: LabelSelector | undefined): PeerForm {
  return namespaces === undefined ? {} : { namespaces, pods: pods ?? {} };
}

function portForm({ portNumber, portRange, namedPort }: Port): PortForm {
  if (portNumber) return { protocol: portNumber.protocol ?? 'TCP', port: portNumber.port };
  if (portRange) return { protocol: portRange.protocol ?? 'TCP', port: portRange.start, end: portRange.end };
  return { name: namedPort ?? '' };
}

function protocolForm({ tcp, udp, sctp, destinationNamedPort }: Protocol): PortForm {
  if (destinationNamedPort) return { name: destinationNamedPort };
  const protocol = tcp ? 'TCP' : udp ? 'UDP' : 'SCTP';
  const port = (tcp ?? udp ?? sctp)?.destinationPort;
  if (port?.range) return { protocol, port: port.range.start, end: port.range.end };
  return port?.number ? { protocol, port: port.number } : { protocol };
}

/** What the network plug-in says of a cluster-wide policy, where it says something. */
export function acceptedBy({ status }: ClusterPolicy): Condition | undefined {
  return condition(status?.conditions, 'Accepted');
}
