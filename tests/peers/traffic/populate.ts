/** Pods for policies that come without any: some that their selectors mean, some that miss by one label, some others. */

import type { KubeObject, LabelSelector } from '@canopy/model/kinds';
import { type Pod, type Policy, peersOf, type RawSet, rulesOf } from './example-set.ts';

type Labels = Readonly<Record<string, string>>;

const MOST_LABELS = 8;
const MOST_SPACES = 6;

export function populated(set: RawSet): RawSet {
  if (set.pods !== undefined) return set;
  const { policies } = set;
  const own = [...new Set(policies.map(({ metadata }) => metadata.namespace ?? 'default'))];
  const spaces = new Map<string, Labels>(own.map((name) => [name, {}]));
  spaces.set('elsewhere', {});
  for (const { namespaceSelector } of policies.flatMap(peersOf)) {
    for (const labels of namespaceSelector ? variants(namespaceSelector) : []) {
      const name = labels['kubernetes.io/metadata.name'] ?? `space-${spaces.size}`;
      if (spaces.size < MOST_SPACES && Object.keys(labels).length > 0) spaces.set(name, labels);
    }
  }
  const selectors = policies.flatMap((policy) => [
    policy.spec.podSelector,
    ...peersOf(policy).map(({ podSelector }) => podSelector),
  ]);
  const labels = unique([{}, ...selectors.flatMap((selector) => (selector ? variants(selector) : []))]);
  const pods = [...spaces.keys()].flatMap((space, at) =>
    labels.slice(0, MOST_LABELS).map((each, number) => podOf(space, at, number, each, policies)),
  );
  const made = [...spaces].map(([name, of]): KubeObject => ({ metadata: { name, uid: '', labels: of } }));
  return { ...set, spaces: made, pods };
}

/** Labels that fulfil a selector, and those that lack one of what it asks for. */
function variants({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly Labels[] {
  let whole: Labels = { ...matchLabels };
  const others: Labels[] = [];
  for (const { key, operator, values = [] } of matchExpressions) {
    if (operator === 'In') {
      others.push(...values.slice(1).map((value) => ({ ...whole, [key]: value })));
      whole = { ...whole, [key]: values[0] ?? '' };
    } else if (operator === 'NotIn') others.push({ ...whole, [key]: values[0] ?? '' }, { ...whole, [key]: 'another' });
    else if (operator === 'Exists') whole = { ...whole, [key]: 'any' };
    else others.push({ ...whole, [key]: 'there' });
  }
  const lacking = Object.keys(whole).map((gone) =>
    Object.fromEntries(Object.entries(whole).filter(([key]) => key !== gone)),
  );
  return [whole, ...others, ...lacking];
}

function unique(all: readonly Labels[]): readonly Labels[] {
  const seen = new Map(all.map((labels) => [JSON.stringify(Object.entries(labels).sort()), labels]));
  return [...seen.values()];
}

/** Every other pod gives the ports that policies name by name another number. */
function podOf(namespace: string, at: number, number: number, labels: Labels, policies: readonly Policy[]): Pod {
  const names = new Set(
    policies
      .flatMap(rulesOf)
      .flatMap(({ ports = [] }) => ports)
      .flatMap(({ port, protocol }) => (typeof port === 'string' ? [`${port} ${protocol ?? 'TCP'}`] : [])),
  );
  const ports = [...names].map((text, index) => {
    const [name = '', protocol = ''] = text.split(' ');
    return { name, protocol, containerPort: (number % 2 === 0 ? 8000 : 9000) + index };
  });
  return {
    metadata: { name: `pod-${number}`, namespace, uid: '', labels },
    spec: { containers: [{ ports: [{ containerPort: 80 }, ...ports] }] },
    status: { podIP: `10.9.${at}.${number + 1}` },
  };
}
