/**
 * Judges traffic by reading the documentation aloud: API objects, nested loops, one port at a time. Nothing is shared
 * with the engine, which has to agree with it.
 * Sources: https://kubernetes.io/docs/concepts/services-networking/network-policies/ (the numbered comments),
 * https://network-policy-api.sigs.k8s.io/api-overview/
 */

import type { LabelSelector } from '../../../kinds/object.ts';
import { insideBlock } from '../../../testing/oracle-block.ts';
import { selects } from '../../../testing/oracle-read.ts';

export interface OraclePod {
  readonly kind: 'Pod';
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly labels?: Labels;
  };
  readonly spec: {
    readonly nodeName: string;
    readonly hostNetwork?: boolean;
    readonly containers: readonly { readonly ports?: readonly ContainerPort[] }[];
  };
  readonly status: { readonly phase: string; readonly podIP: string };
}

type Labels = Readonly<Record<string, string>>;
interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: string;
}

/** A pod, or a bare address, which may be a node's. */
export type OracleEnd = OraclePod | { readonly kind: 'Address'; readonly ip: string };

export interface Traffic {
  readonly from: OracleEnd;
  readonly to: OracleEnd;
  readonly protocol: string;
  readonly port: number;
}

interface NetworkPolicy {
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly NetRule[];
    readonly egress?: readonly NetRule[];
  };
}
interface NetRule {
  readonly from?: readonly NetPeer[];
  readonly to?: readonly NetPeer[];
  readonly ports?: readonly {
    readonly protocol?: string;
    readonly port?: number | string;
    readonly endPort?: number;
  }[];
}
interface NetPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface AdminPolicy {
  readonly kind: string;
  readonly spec: {
    readonly tier?: string;
    readonly priority?: number;
    readonly subject: AdminPeer;
    readonly ingress?: readonly AdminRule[];
    readonly egress?: readonly AdminRule[];
  };
}
interface AdminPeer {
  readonly namespaces?: LabelSelector;
  readonly pods?: { readonly namespaceSelector: LabelSelector; readonly podSelector: LabelSelector };
  readonly nodes?: LabelSelector;
  readonly networks?: readonly string[];
}
interface AdminRule {
  readonly action: string;
  readonly from?: readonly AdminPeer[];
  readonly to?: readonly AdminPeer[];
  readonly ports?: readonly AdminPort[];
  readonly protocols?: readonly Record<string, unknown>[];
}
interface AdminPort {
  readonly portNumber?: { readonly protocol: string; readonly port: number };
  readonly portRange?: { readonly protocol: string; readonly start: number; readonly end: number };
  readonly namedPort?: string;
}

export interface OracleWorld {
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly nodes: readonly { readonly name: string; readonly ip: string; readonly labels: Labels }[];
  readonly policies: readonly NetworkPolicy[];
  readonly adminPolicies: readonly AdminPolicy[];
}

type Way = 'ingress' | 'egress';

export function passes(world: OracleWorld, traffic: Traffic): boolean {
  const { from, to } = traffic;
  if (isFinished(from) || isFinished(to)) return false;
  if (from === to) return true;
  if (nodeLocal(world, from, to)) return true;
  return allows(world, 'egress', from, to, traffic) && allows(world, 'ingress', to, from, traffic);
}

const isFinished = (end: OracleEnd) => end.kind === 'Pod' && ['Succeeded', 'Failed'].includes(end.status.phase);
const onHost = (end: OracleEnd) => end.kind === 'Pod' && end.spec.hostNetwork === true;
const ipOf = (end: OracleEnd) => (end.kind === 'Pod' ? end.status.podIP : end.ip);

function nodeOf(world: OracleWorld, end: OracleEnd) {
  return world.nodes.find(({ name, ip }) => (end.kind === 'Pod' ? name === end.spec.nodeName : ip === end.ip));
}

/** "Traffic to and from the node where a Pod is running is always allowed, regardless of the IP address." */
function nodeLocal(world: OracleWorld, a: OracleEnd, b: OracleEnd): boolean {
  const node = nodeOf(world, a);
  if (node === undefined || node !== nodeOf(world, b)) return false;
  return [a, b].some((end) => end.kind === 'Address' || onHost(end));
}

function allows(world: OracleWorld, way: Way, own: OracleEnd, other: OracleEnd, traffic: Traffic): boolean {
  if (own.kind !== 'Pod' || onHost(own)) return true;
  const admin = adminDecision(world, 'Admin', way, own, other, traffic);
  if (admin === 'Allow') return true;
  if (admin === 'Deny') return false;
  const governing = world.policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === own.metadata.namespace &&
      selects(spec.podSelector, own.metadata.labels ?? {}) &&
      covered(spec).includes(way),
  );
  if (governing.length > 0) {
    return governing.some((policy) =>
      (policy.spec[way] ?? []).some((rule) => ruleAllows(world, policy, way, rule, other, traffic)),
    );
  }
  return adminDecision(world, 'Baseline', way, own, other, traffic) !== 'Deny';
}

/** "If no policyTypes are specified then Ingress is always set and Egress is set if there are egress rules." */
function covered({ policyTypes, egress }: NetworkPolicy['spec']): readonly string[] {
  if (policyTypes !== undefined && policyTypes.length > 0) return policyTypes.map((type) => type.toLowerCase());
  return egress !== undefined && egress.length > 0 ? ['ingress', 'egress'] : ['ingress'];
}

function ruleAllows(
  world: OracleWorld,
  policy: NetworkPolicy,
  way: Way,
  rule: NetRule,
  other: OracleEnd,
  traffic: Traffic,
): boolean {
  const peers = (way === 'ingress' ? rule.from : rule.to) ?? [];
  if (peers.length > 0 && !peers.some((peer) => isPeer(world, policy, peer, other))) return false;
  const ports = rule.ports ?? [];
  if (ports.length === 0) return true;
  return ports.some(({ protocol = 'TCP', port, endPort }) => {
    if (protocol !== traffic.protocol) return false;
    if (port === undefined) return true;
    if (typeof port === 'string') return portsCalled(traffic.to, port).includes(`${traffic.port}/${protocol}`);
    return endPort === undefined ? port === traffic.port : port <= traffic.port && traffic.port <= endPort;
  });
}

function portsCalled(end: OracleEnd, name: string): readonly string[] {
  if (end.kind !== 'Pod' || onHost(end)) return [];
  return end.spec.containers
    .flatMap(({ ports }) => ports ?? [])
    .filter((port) => port.name === name)
    .map(({ containerPort, protocol = 'TCP' }) => `${containerPort}/${protocol}`);
}

function isPeer(world: OracleWorld, policy: NetworkPolicy, peer: NetPeer, end: OracleEnd): boolean {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    return insideBlock(ipOf(end), ipBlock.cidr) && !(ipBlock.except ?? []).some((hole) => insideBlock(ipOf(end), hole));
  }
  if (end.kind !== 'Pod' || onHost(end)) return false;
  const { namespace, labels = {} } = end.metadata;
  if (podSelector === undefined && namespaceSelector === undefined) return false;
  if (namespaceSelector === undefined && namespace !== policy.metadata.namespace) return false;
  if (namespaceSelector !== undefined && !selects(namespaceSelector, spaceLabels(world, namespace))) return false;
  return podSelector === undefined || selects(podSelector, labels);
}

function spaceLabels(world: OracleWorld, name: string): Labels {
  return { 'kubernetes.io/metadata.name': name, ...world.namespaces.get(name) };
}

// The cluster-wide policies ----------------------------------------------------------------------------------------

function tierOf({ kind, spec }: AdminPolicy): string {
  if (kind === 'AdminNetworkPolicy') return 'Admin';
  return kind === 'BaselineAdminNetworkPolicy' ? 'Baseline' : spec.tier!;
}

function adminDecision(
  world: OracleWorld,
  tier: string,
  way: Way,
  own: OraclePod,
  other: OracleEnd,
  traffic: Traffic,
): string {
  const policies = world.adminPolicies.filter(
    (policy) => tierOf(policy) === tier && isAdminPeer(world, policy.spec.subject, own),
  );
  policies.sort((a, b) => (a.spec.priority ?? 0) - (b.spec.priority ?? 0));
  for (const { spec } of policies) {
    for (const rule of spec[way] ?? []) {
      const peers = (way === 'ingress' ? rule.from : rule.to) ?? [];
      if (!peers.some((peer) => isAdminPeer(world, peer, other)) || !isAdminPort(rule, traffic)) continue;
      return rule.action === 'Accept' ? 'Allow' : rule.action;
    }
  }
  return 'Pass';
}

function isAdminPeer(world: OracleWorld, peer: AdminPeer, end: OracleEnd): boolean {
  if (peer.networks !== undefined) return peer.networks.some((cidr) => insideBlock(ipOf(end), cidr));
  if (peer.nodes !== undefined) {
    const node = end.kind === 'Address' || onHost(end) ? nodeOf(world, end) : undefined;
    return node !== undefined && selects(peer.nodes, node.labels);
  }
  if (end.kind !== 'Pod' || onHost(end)) return false;
  const spaces = peer.namespaces ?? peer.pods!.namespaceSelector;
  if (!selects(spaces, spaceLabels(world, end.metadata.namespace))) return false;
  return peer.pods === undefined || selects(peer.pods.podSelector, end.metadata.labels ?? {});
}

function isAdminPort({ ports, protocols }: AdminRule, { to, protocol, port }: Traffic): boolean {
  if (ports === undefined && protocols === undefined) return true;
  const older = (ports ?? []).some(({ portNumber, portRange, namedPort }) => {
    if (namedPort !== undefined) return portsCalled(to, namedPort).includes(`${port}/${protocol}`);
    if (portNumber !== undefined) return portNumber.protocol === protocol && portNumber.port === port;
    return portRange!.protocol === protocol && portRange!.start <= port && port <= portRange!.end;
  });
  const newer = (protocols ?? []).some((entry) => {
    if ('destinationNamedPort' in entry)
      return portsCalled(to, String(entry.destinationNamedPort)).includes(`${port}/${protocol}`);
    const match = entry[protocol.toLowerCase()] as
      | { destinationPort: { number?: number; range?: { start: number; end: number } } }
      | undefined;
    if (match === undefined) return false;
    const { number, range } = match.destinationPort;
    return range === undefined ? number === port : range.start <= port && port <= range.end;
  });
  return older || newer;
}
