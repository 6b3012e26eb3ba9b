/**
 * Network policies. An edge runs from the policy to each pod that it governs (`PolicyPoint` begin) and to each peer of
 * its rules (end), whichever way the traffic goes.
 */

import type { NetworkPolicy, NetworkPolicyPeer } from 'kubernetes-types/networking/v1.d.ts';
import { type Api, selectorOf } from '../api.ts';
import { defineKind, json, string, strings } from '../define.ts';
import type { BlockTerm, NameRef, SelectorScope, SelectorTerm } from '../link.ts';
import type { LabelSelector } from '../object.ts';
import { printSelector } from '../selector-text.ts';
import { exists } from '../state.ts';
import { networkPolicyForm } from './networkpolicy-form.ts';
import { type Coverage, coverageOf, portsOf, printRule, type Rule, type Way } from './policy-rules.ts';

type Policy = Api<NetworkPolicy>;

/** Policies do not reach pods on the host's network, and finished pods have no network any more. */
const beyond = ['host', 'done'];

export const networkpolicy = defineKind<Policy>({
  key: 'networkpolicy',
  type: 'networkpolicy',
  manager: 'k8s',
  group: 'policy',
  doc: 'Says which traffic the pods that it selects may receive or send.',
  api: {
    group: 'networking.k8s.io',
    versions: ['v1'],
    plural: 'networkpolicies',
    kind: 'NetworkPolicy',
    namespaced: true,
  },
  fields: [
    strings('PolicyTypes', 'The directions that it covers.', (policy) =>
      coverageOf(policy).map(({ way }) => titles[way]),
    ),
    string(
      'PodSelector',
      'The pods that it governs, in the notation of kubectl; empty for all of the namespace.',
      ({ spec }) => printSelector(selectorOf(spec?.podSelector ?? {})),
    ),
    strings('Ingress', 'From where its pods may receive, one line for each rule; none: from nowhere.', (policy) =>
      rulesOf(policy, 'ingress'),
    ),
    strings('Egress', 'To where its pods may send, one line for each rule; none: to nowhere.', (policy) =>
      rulesOf(policy, 'egress'),
    ),
    json('Rules', 'The same as data, as traffic is judged by it.', networkPolicyForm),
  ],
  status: exists,
  links: [
    {
      join: 'selector',
      to: 'pod',
      relation: 'networkpolicy',
      direction: 'out',
      field: 'pods',
      inverse: 'networkpolicies',
      doc: 'Pods that it governs (begin) and pods that its rules select as peers (end).',
      terms: (policy) => coverageOf(policy).flatMap((coverage) => [...begins(policy, coverage), ...peers(coverage)]),
    },
    {
      join: 'block',
      to: 'pod',
      index: 'ip',
      relation: 'networkpolicy',
      direction: 'out',
      field: 'pods',
      inverse: 'networkpolicies',
      doc: 'Pods whose address falls into a range that its rules name.',
      blocks: (policy) => coverageOf(policy).flatMap(blocks),
    },
    {
      join: 'name',
      to: 'ipblock',
      relation: 'networkpolicy',
      direction: 'out',
      field: 'ipblocks',
      inverse: 'networkpolicies',
      doc: 'Ranges of addresses that its rules name.',
      refs: (policy) => coverageOf(policy).flatMap(blockRefs),
    },
    {
      join: 'selector',
      to: 'namespace',
      relation: 'networkpolicy',
      direction: 'out',
      field: 'namespaces',
      inverse: 'networkpolicies',
      doc: 'Namespaces that its rules select, pods in them or not; a selector of all namespaces is left out.',
      terms: (policy) => coverageOf(policy).flatMap(namespaces),
    },
  ],
});

const titles: Readonly<Record<Way, string>> = { ingress: 'Ingress', egress: 'Egress' };

function rulesOf(policy: Policy, way: Way): readonly string[] | undefined {
  return coverageOf(policy)
    .find((each) => each.way === way)
    ?.rules.map(printRule);
}

/** The role of an edge and what it says, the same for all edges of one direction and point. */
function roleOf(coverage: Coverage, point: 'begin' | 'end') {
  const { way, rules } = coverage;
  return {
    role: `${way}/${point}`,
    metadata: {
      PolicyType: way,
      PolicyTarget: rules.length === 0 ? 'deny' : 'allow',
      PolicyPoint: point,
      PolicyPorts: portsOf(coverage),
    },
  };
}

function begins({ spec }: Policy, coverage: Coverage): readonly SelectorTerm[] {
  const selector = selectorOf(spec?.podSelector ?? {});
  const why = { Path: 'spec.podSelector' };
  return [{ selector, except: beyond, why, ...roleOf(coverage, 'begin') }];
}

/** A pod selector looks at the policy's own namespace; with a namespace selector, at the namespaces which that selects. */
function peers(coverage: Coverage): readonly SelectorTerm[] {
  const role = roleOf(coverage, 'end');
  return eachPeer(coverage, ({ podSelector, namespaceSelector }, why, { ports }) => {
    if (podSelector === undefined && namespaceSelector === undefined) return [];
    const selector: LabelSelector = selectorOf(podSelector ?? {});
    const scope: { scope?: SelectorScope } =
      namespaceSelector === undefined ? {} : { scope: { namespaceSelector: selectorOf(namespaceSelector) } };
    return [{ selector, ...scope, except: beyond, why: { ...why, ...portsWhy(ports) }, ...role }];
  });
}

/** A pod on the host's network has the node's address, which a range may well contain. */
function blocks(coverage: Coverage): readonly BlockTerm[] {
  const role = roleOf(coverage, 'end');
  return eachPeer(coverage, ({ ipBlock }, why, { ports }) => {
    if (!ipBlock?.cidr) return [];
    const texts = { Block: ipBlock.cidr, ...portsWhy(ports) };
    const except = ipBlock.except ?? [];
    return [{ cidr: ipBlock.cidr, except, exceptTraits: ['done'], why: { ...why, ...texts }, ...role }];
  });
}

function blockRefs(coverage: Coverage): readonly NameRef[] {
  const { role, metadata } = roleOf(coverage, 'end');
  return eachPeer(coverage, ({ ipBlock }, { Path }, { ports }) => {
    if (!ipBlock?.cidr) return [];
    const except = ipBlock.except?.length ? { Except: ipBlock.except } : {};
    const why = { Path: `${Path}.ipBlock`, ...except, ...portsWhy(ports) };
    return [{ name: ipBlock.cidr, why, role, metadata: { ...metadata, ...except } }];
  });
}

function namespaces(coverage: Coverage): readonly SelectorTerm[] {
  const role = roleOf(coverage, 'end');
  return eachPeer(coverage, ({ namespaceSelector }, { Path }, { ports }) => {
    const selector = selectorOf(namespaceSelector ?? {});
    const text = printSelector(selector);
    if (text === '') return [];
    const why = { Path: `${Path}.namespaceSelector`, ...portsWhy(ports) };
    return [{ selector, why, ...role }];
  });
}

const portsWhy = (ports: string): { Ports?: string } => (ports === '' ? {} : { Ports: ports });

function eachPeer<T>(
  { rules }: Coverage,
  make: (peer: NetworkPolicyPeer, why: { Path: string }, rule: Rule) => readonly T[],
): readonly T[] {
  return rules.flatMap((rule) => rule.peers.flatMap((peer, at) => make(peer, { Path: `${rule.path}[${at}]` }, rule)));
}
