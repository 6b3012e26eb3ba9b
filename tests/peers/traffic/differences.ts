/** Where the two differ, and why: an explanation counts where it makes both say the same. */

import type { LabelSelector } from '@canopy/model/kinds';
import type { ExampleSet, Policy, PolicyPeer, PolicyRule } from './example-set.ts';
import { ours } from './ours.ts';
import { isAllowed, type Place, placeOf, type Question, type Verdicts } from './question.ts';

export interface Difference {
  readonly set: ExampleSet;
  readonly place: Place;
  readonly ours: string;
  readonly theirs: string;
  /** Absent: nobody knows yet. */
  readonly why?: Explanation;
}

export interface Explanation {
  readonly title: string;
  readonly right: 'Canopy' | 'Cyclonus' | 'neither';
  /** Whether it holds of this difference. */
  holds(place: Place): boolean;
  /** The set as the other one reads it: on it, ours must say what theirs said. */
  readAs?(set: ExampleSet): ExampleSet;
}

/** The documentation decides who is right; docs/traffic.md has the sentences. */
export const explanations: readonly Explanation[] = [
  {
    title: 'a pod and itself',
    right: 'Canopy',
    holds: ({ from, to }) => from.pod !== undefined && from === to,
  },
  {
    title: '`NotIn` and a label that is not there',
    right: 'Canopy',
    holds: () => true,
    readAs: (set) => ({ ...set, policies: set.policies.map(withPresentKeys) }),
  },
];

export function differencesOf(
  set: ExampleSet,
  question: Question,
  own: Verdicts,
  other: Verdicts,
): readonly Difference[] {
  if (own.length !== other.length) throw new Error(`${set.name}: ${own.length} verdicts against ${other.length}`);
  const readings = new Map<Explanation, Verdicts>();
  const reading = (why: Explanation): Verdicts => {
    const known = readings.get(why) ?? ours(why.readAs!(set), question);
    readings.set(why, known);
    return known;
  };
  const found: Difference[] = [];
  for (let at = 0; at < own.length; at++) {
    if (own[at] === other[at]) continue;
    const place = placeOf(question, at);
    // Outside ends send and take whatever they like; which digit says so does not matter.
    const why = explanations.find(
      (each) => each.holds(place) && (each.readAs === undefined || reading(each)[at] === other[at]),
    );
    found.push({ set, place, ours: own[at]!, theirs: other[at]!, ...(why ? { why } : {}) });
  }
  return found;
}

const sides = ['no', 'taken, not sent', 'sent, not taken', 'yes'];

export function printDifference({ set, place, ours: own, theirs: other, why }: Difference): string {
  const { from, to, port } = place;
  const said = (digit: string) => sides[Number(digit)] ?? 'unknown';
  const what = isAllowed(own) === isAllowed(other) ? ' (the same verdict, for other reasons)' : '';
  return `${set.name}: ${from.text} → ${to.text} ${port.protocol} ${port.port}: Canopy ${said(own)}, Cyclonus ${said(other)}${what}; ${why?.title ?? 'NOT EXPLAINED'}`;
}

/** Every `NotIn` also asks that the label is there. */
function withPresentKeys(policy: Policy): Policy {
  const { podSelector, ingress, egress } = policy.spec;
  return {
    ...policy,
    spec: {
      ...policy.spec,
      ...(podSelector ? { podSelector: present(podSelector) } : {}),
      ...(ingress ? { ingress: ingress.map(rule) } : {}),
      ...(egress ? { egress: egress.map(rule) } : {}),
    },
  };
}

const rule = (one: PolicyRule): PolicyRule => ({
  ...one,
  ...(one.from ? { from: one.from.map(peer) } : {}),
  ...(one.to ? { to: one.to.map(peer) } : {}),
});

const peer = (one: PolicyPeer): PolicyPeer => ({
  ...one,
  ...(one.podSelector ? { podSelector: present(one.podSelector) } : {}),
  ...(one.namespaceSelector ? { namespaceSelector: present(one.namespaceSelector) } : {}),
});

const present = (selector: LabelSelector): LabelSelector => ({
  ...selector,
  matchExpressions: (selector.matchExpressions ?? []).flatMap((one) =>
    one.operator === 'NotIn' ? [one, { key: one.key, operator: 'Exists' }] : [one],
  ),
});
