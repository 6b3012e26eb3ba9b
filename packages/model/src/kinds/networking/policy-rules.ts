/**
 * The rules of a network policy in one shape for both directions, and in words.
 * Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */

import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1.d.ts';
import type { Api } from '../api.ts';
import { selectorOf } from '../api.ts';
import { printSelector } from '../selector-text.ts';

export type Way = 'ingress' | 'egress';

export interface Rule {
  /** No peers: everything, inside the cluster and outside. */
  readonly peers: readonly NetworkPolicyPeer[];
  /** The peers' field: `spec.ingress[0].from`. */
  readonly path: string;
  /** The ports in words; empty for all ports. */
  readonly ports: string;
}

/** What a policy says about one direction that it covers. No rules: nothing may pass. */
export interface Coverage {
  readonly way: Way;
  readonly rules: readonly Rule[];
}

/** `policyTypes` says which directions are covered; where it is absent, ingress is, and egress if it has rules. */
export function coverageOf(policy: Api<NetworkPolicy>): readonly Coverage[] {
  const spec: Partial<NonNullable<NetworkPolicy['spec']>> = policy.spec ?? {};
  const types = spec.policyTypes?.length ? spec.policyTypes : ['Ingress', ...(spec.egress?.length ? ['Egress'] : [])];
  const coverage: Coverage[] = [];
  if (types.includes('Ingress')) {
    const rules = (spec.ingress ?? []).map((rule, at) => ruleOf(rule.from, rule.ports, `spec.ingress[${at}].from`));
    coverage.push({ way: 'ingress', rules });
  }
  if (types.includes('Egress')) {
    const rules = (spec.egress ?? []).map((rule, at) => ruleOf(rule.to, rule.ports, `spec.egress[${at}].to`));
    coverage.push({ way: 'egress', rules });
  }
  return coverage;
}

function ruleOf(peers: NetworkPolicyPeer[] | undefined, ports: NetworkPolicyPort[] | undefined, path: string): Rule {
  return { peers: peers ?? [], path, ports: printPorts(ports) };
}

/** `:80;:53/UDP;:8000-9000;:http`; `:*\/SCTP` for every port of a protocol; empty for every port of all. */
export function printPorts(ports: readonly NetworkPolicyPort[] | undefined): string {
  return (ports ?? []).map(printPort).join(';');
}

function printPort({ port, endPort, protocol = 'TCP' }: NetworkPolicyPort): string {
  if (port === undefined || port === null) return `:*/${protocol.toUpperCase()}`;
  const range = endPort === undefined ? `:${port}` : `:${port}-${endPort}`;
  return protocol.toUpperCase() === 'TCP' ? range : `${range}/${protocol.toUpperCase()}`;
}

/** All ports that a direction's rules name, each once; empty where some rule allows every port. */
export function portsOf({ rules }: Coverage): string {
  if (rules.some(({ ports }) => ports === '')) return '';
  return [...new Set(rules.flatMap(({ ports }) => ports.split(';')))].join(';');
}

/** One line for each rule: `app=web in namespaces team=a, 10.0.0.0/8 except 10.1.0.0/16 on :80`, `any`. */
export function printRule({ peers, ports }: Rule): string {
  const from = peers.length === 0 ? 'any' : peers.map(printPeer).join(', ');
  return ports === '' ? from : `${from} on ${ports}`;
}

function printPeer({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): string {
  if (ipBlock !== undefined) {
    return ipBlock.except?.length ? `${ipBlock.cidr} except ${ipBlock.except.join(' ')}` : ipBlock.cidr;
  }
  const pods = podSelector && (printSelector(selectorOf(podSelector)) || 'all pods');
  if (namespaceSelector === undefined) return pods ?? 'nothing';
  const spaces = printSelector(selectorOf(namespaceSelector));
  return `${pods ?? 'all pods'} in ${spaces === '' ? 'all namespaces' : `namespaces ${spaces}`}`;
}
