/** What the kinds of cluster-wide policies have in common: one API group, the same fields, the same links. */

import type { Status } from '../../graph/status.ts';
import { causeOf } from '../conditions.ts';
import { int, json, type Kind, string, strings } from '../define.ts';
import type { SelectorTerm } from '../link.ts';
import { degraded, exists } from '../state.ts';
import { acceptedBy, type ClusterPolicy, clusterPolicyForm } from './cluster-policy-form.ts';
import type { PeerForm, RuleForm, Tier } from './policy-form.ts';
import { printPeer, printRule } from './policy-form-text.ts';

interface Facts {
  readonly kind: string;
  readonly plural: string;
  readonly versions: readonly string[];
  readonly doc: string;
  /** Absent: the object says it. */
  readonly tier?: Tier;
}

/** They do not reach pods on the host's network, and finished pods have no network any more. */
const beyond = ['host', 'done'];

export function clusterPolicy({ kind, plural, versions, doc, tier }: Facts): Kind<ClusterPolicy> {
  const type = kind.toLowerCase();
  const form = (policy: ClusterPolicy) => clusterPolicyForm(policy, tier);
  return {
    key: type,
    type,
    manager: 'k8s',
    group: 'policy',
    doc,
    api: { group: 'policy.networking.k8s.io', versions, plural, kind, namespaced: false },
    optional: true,
    fields: [
      string('Tier', 'Before (admin) or after (baseline) the network policies.', (policy) => form(policy)?.tier),
      int('Priority', 'The lower one goes first within its tier.', ({ spec }) => spec?.priority),
      string('Subject', 'The pods that it governs.', (policy) => subject(form(policy)?.subject)),
      strings('Ingress', 'Its rules for what its pods receive, in order.', (policy) => lines(form(policy)?.ingress)),
      strings('Egress', 'Its rules for what its pods send, in order.', (policy) => lines(form(policy)?.egress)),
      json('Rules', 'The same as data, as traffic is judged by it.', form),
    ],
    status,
    links: [
      {
        join: 'selector',
        to: 'pod',
        relation: type,
        direction: 'out',
        field: 'pods',
        inverse: plural,
        doc: 'Pods that it governs (begin) and pods that its rules select as peers (end).',
        terms: (policy) => termsOf(policy, tier),
      },
    ],
  };
}

const subject = (peer: PeerForm | undefined): string | undefined => peer && printPeer(peer);
const lines = (rules: readonly RuleForm[] | undefined) => rules?.map(printRule);

function status(policy: ClusterPolicy): Status {
  const accepted = acceptedBy(policy);
  return accepted?.status === 'False' ? degraded(causeOf(accepted, 'NotAccepted')) : exists();
}

function termsOf(policy: ClusterPolicy, tier: Tier | undefined): readonly SelectorTerm[] {
  const form = clusterPolicyForm(policy, tier);
  if (form === undefined) return [];
  return (['ingress', 'egress'] as const).flatMap((way) => {
    const rules = form[way];
    if (rules === undefined) return [];
    const role = (point: string) => ({
      role: `${way}/${point}`,
      metadata: { PolicyType: way, PolicyPoint: point, PolicyTier: form.tier },
    });
    const field = way === 'ingress' ? 'from' : 'to';
    return [
      ...term(form.subject, 'spec.subject', role('begin')),
      ...rules.flatMap(({ peers }, rule) =>
        (peers ?? []).flatMap((peer, at) => term(peer, `spec.${way}[${rule}].${field}[${at}]`, role('end'))),
      ),
    ];
  });
}

function term({ pods, namespaces }: PeerForm, Path: string, role: object): readonly SelectorTerm[] {
  if (pods === undefined) return [];
  const scope = { namespaceSelector: namespaces ?? {} };
  return [{ selector: pods, scope, except: beyond, why: { Path }, ...role }];
}
