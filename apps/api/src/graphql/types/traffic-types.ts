/** The types of what `traffic` and its kin answer. */

import type {
  Answer,
  Case,
  Connection,
  Decision,
  Direction,
  Miss,
  PolicyMention,
  TrafficChange,
} from '@canopy/model/insight';
import type { Builder } from '../builder.ts';

export function trafficTypes(builder: Builder) {
  const verdict = verdictType(builder);
  const direction = directionType(builder, verdict);
  return {
    answer: answerType(builder, verdict, direction),
    connection: connectionType(builder, verdict),
    change: changeType(builder, verdict),
  };
}

type VerdictType = ReturnType<typeof verdictType>;

function verdictType(builder: Builder) {
  return builder.enumType('Verdict', {
    description: 'Whether traffic may pass.',
    values: {
      ALLOWED: { value: 'allowed' as const, description: 'It may; without a port in the question: on some port.' },
      DENIED: { value: 'denied' as const, description: 'It may not.' },
      UNKNOWN: { value: 'unknown' as const, description: 'It depends on something that the graph does not know.' },
      PARTLY: { value: 'partly' as const, description: 'Some of the pods that are meant may, others may not.' },
    },
  });
}

function directionType(builder: Builder, verdict: VerdictType) {
  const mention = mentionType(builder);
  return builder.objectRef<Direction>('TrafficDirection').implement({
    description: 'What the policies of one end say.',
    fields: (t) => ({
      way: t.exposeString('way', { description: '`egress` of the sender or `ingress` of the receiver.' }),
      verdict: t.expose('verdict', { type: verdict, description: 'Of this end alone.' }),
      governed: t.exposeBoolean('governed', { description: 'Whether any policy governs it in this direction.' }),
      ports: t.exposeString('ports', { description: 'What this end lets through.' }),
      reason: t.exposeString('reason', { description: 'In one sentence.' }),
      policies: t.field({
        type: [mention],
        description: 'The policies that govern it.',
        resolve: ({ policies }) => [...policies],
      }),
      decisions: t.field({
        type: [decisionType(builder, mention)],
        description: 'The rules that decided, in order.',
        resolve: ({ decisions }) => [...decisions],
      }),
      misses: t.field({
        type: [missType(builder)],
        description: 'For a denial: the nearest rules.',
        resolve: ({ misses }) => [...misses],
      }),
    }),
  });
}

function mentionType(builder: Builder) {
  return builder.objectRef<PolicyMention>('PolicyMention').implement({
    description: 'A policy that has a say.',
    fields: (t) => ({
      uid: t.exposeString('id', { description: "Its node's id in the graph." }),
      name: t.exposeString('name', { description: 'Its type, namespace and name.' }),
    }),
  });
}

function decisionType(builder: Builder, mention: ReturnType<typeof mentionType>) {
  return builder.objectRef<Decision>('TrafficDecision').implement({
    description: 'A rule that decided about some ports.',
    fields: (t) => ({
      policy: t.expose('policy', { type: mention, description: 'Whose rule it is.' }),
      path: t.exposeString('path', { description: 'The field that decided: `spec.ingress[0].from[1]`.' }),
      effect: t.exposeString('effect', {
        description: '`allow`, `deny`, `pass`, or `unknown` where it cannot be told.',
      }),
      ports: t.exposeString('ports', { description: 'About which ports.' }),
    }),
  });
}

function missType(builder: Builder) {
  return builder.objectRef<Miss>('TrafficMiss').implement({
    description: 'A rule that nearly allowed it.',
    fields: (t) => ({
      policy: t.exposeString('policy', { description: 'The type, namespace and name of the policy.' }),
      policyUid: t.exposeString('policyId', { description: "The policy's id in the graph." }),
      path: t.exposeString('path', { description: 'The field that came nearest.' }),
      differences: t.field({
        type: ['String'],
        description: 'What would have to be otherwise: `label app=details differs (it is web)`, `port 9081 ≠ 9080`.',
        resolve: ({ differences }) => [...differences],
      }),
    }),
  });
}

function answerType(builder: Builder, verdict: VerdictType, direction: ReturnType<typeof directionType>) {
  return builder.objectRef<Answer>('Traffic').implement({
    description: 'Whether network policies let one thing talk to another, and why.',
    fields: (t) => ({
      from: t.exposeString('from', { description: 'What the question was understood as.' }),
      to: t.exposeString('to', { description: 'The same for the receiver.' }),
      port: t.exposeInt('port', { nullable: true, description: 'The port that was asked about.' }),
      protocol: t.exposeString('protocol', { nullable: true, description: 'The protocol that was asked about.' }),
      verdict: t.expose('verdict', { type: verdict, description: 'The judgement.' }),
      reason: t.exposeString('reason', { description: 'In one sentence.' }),
      pairs: t.exposeInt('pairs', { description: 'How many pairs of ends were judged.' }),
      allowedPairs: t.exposeInt('allowedPairs', { description: 'For how many of them it is allowed.' }),
      cases: t.field({
        type: [caseType(builder, verdict, direction)],
        description: 'One for each way to fare, the largest first.',
        resolve: ({ cases }) => [...cases],
      }),
    }),
  });
}

function caseType(builder: Builder, verdict: VerdictType, direction: ReturnType<typeof directionType>) {
  return builder.objectRef<Case>('TrafficCase').implement({
    description: 'Pairs of ends that fare alike.',
    fields: (t) => ({
      from: t.field({ type: ['String'], description: 'Some of the senders.', resolve: ({ from }) => [...from] }),
      to: t.field({ type: ['String'], description: 'Some of the receivers.', resolve: ({ to }) => [...to] }),
      pairs: t.exposeInt('pairs', { description: 'For how many pairs this stands.' }),
      verdict: t.expose('verdict', { type: verdict, description: 'The judgement.' }),
      ports: t.exposeString('ports', {
        description: 'All that may pass, whatever port was asked about: `TCP 80,443`.',
      }),
      unknownPorts: t.exposeString('unknownPorts', { description: 'What may or may not.' }),
      reason: t.exposeString('reason', { description: 'In one sentence.' }),
      egress: t.expose('egress', { type: direction, description: 'What the sender may send.' }),
      ingress: t.expose('ingress', { type: direction, description: 'What the receiver may receive.' }),
    }),
  });
}

function connectionType(builder: Builder, verdict: VerdictType) {
  return builder.objectRef<Connection>('Connection').implement({
    description: 'What may pass between two workloads.',
    fields: (t) => ({
      from: t.exposeString('from', { description: 'The workload that sends.' }),
      to: t.exposeString('to', { description: 'The workload that receives.' }),
      verdict: t.expose('verdict', { type: verdict, description: 'The judgement.' }),
      ports: t.exposeString('ports', { description: 'The ports on which at least some of their pods may.' }),
    }),
  });
}

function changeType(builder: Builder, verdict: VerdictType) {
  return builder.objectRef<TrafficChange>('TrafficChange').implement({
    description: 'A connection that other policies would open, close or narrow.',
    fields: (t) => ({
      from: t.exposeString('from', { description: 'The workload that sends.' }),
      to: t.exposeString('to', { description: 'The workload that receives.' }),
      before: t.expose('before', { type: verdict, description: 'As it is.' }),
      after: t.expose('after', { type: verdict, description: 'As it would be.' }),
      portsBefore: t.exposeString('portsBefore', { description: 'What may pass now.' }),
      portsAfter: t.exposeString('portsAfter', { description: 'What might pass then.' }),
    }),
  });
}
