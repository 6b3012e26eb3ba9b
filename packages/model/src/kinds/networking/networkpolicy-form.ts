/**
 * A network policy in the common form.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */

import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1.d.ts';
import { type Api, selectorOf } from '../api.ts';
import type { PeerForm, PolicyForm, PortForm, RuleForm } from './policy-form.ts';

/** A policy without a spec says the same as one with an empty spec: it isolates every pod of its namespace. */
export function networkPolicyForm(policy: Api<NetworkPolicy>): PolicyForm {
  const spec: Partial<NonNullable<NetworkPolicy['spec']>> = policy.spec ?? {};
  const types = spec.policyTypes?.length ? spec.policyTypes : ['Ingress', ...(spec.egress?.length ? ['Egress'] : [])];
  const ingress = (spec.ingress ?? []).map(({ from, ports }) => ruleForm(from, ports));
  const egress = (spec.egress ?? []).map(({ to, ports }) => ruleForm(to, ports));
  return {
    tier: 'namespace',
    subject: { pods: selectorOf(spec.podSelector ?? {}) },
    ...(types.includes('Ingress') ? { ingress } : {}),
    ...(types.includes('Egress') ? { egress } : {}),
  };
}

/** Empty lists are the same as absent ones. */
function ruleForm(peers: NetworkPolicyPeer[] | undefined, ports: NetworkPolicyPort[] | undefined): RuleForm {
  return {
    ...(peers?.length ? { peers: peers.map(peerForm) } : {}),
    ...(ports?.length ? { ports: ports.map(portForm) } : {}),
  };
}

function peerForm({ podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer): PeerForm {
  if (ipBlock) return { block: { cidr: ipBlock.cidr, ...(ipBlock.except?.length ? { except: ipBlock.except } : {}) } };
  if (!podSelector && !namespaceSelector) return {};
  return {
    pods: selectorOf(podSelector ?? {}),
    ...(namespaceSelector ? { namespaces: selectorOf(namespaceSelector) } : {}),
  };
}

function portForm({ port, endPort, protocol = 'TCP' }: NetworkPolicyPort): PortForm {
  if (port === undefined || port === null) return { protocol };
  if (typeof port === 'string' && !/^\d+$/.test(port)) return { protocol, name: port };
  return { protocol, port: Number(port), ...(endPort ? { end: endPort } : {}) };
}
