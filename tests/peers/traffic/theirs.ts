/** What Cyclonus says of sets; it is asked about many at a time. */

import type { KubeObject } from '@canopy/model/kinds';
import type { ExampleSet, Pod, Policy, PolicyRule, RawSet } from './example-set.ts';
import type { Question, Verdicts } from './question.ts';

export interface Answer {
  readonly verdicts: Verdicts;
  /** Why there are none. */
  readonly error?: string;
}

/** Runs the analyser with these arguments and this input; resolves with what it prints. */
export type Analyser = (args: readonly string[], input: string) => Promise<string>;

export async function theirs(
  analyser: Analyser,
  asked: readonly (readonly [ExampleSet, Question])[],
): Promise<readonly Answer[]> {
  const input = asked.map(([set, question]) => JSON.stringify(written(set, question))).join('\n');
  return lines<Answer>(await analyser(['judge'], input));
}

/** The sets that Cyclonus ships. */
export async function shippedSets(analyser: Analyser): Promise<readonly RawSet[]> {
  const sets = lines<Omit<RawSet, 'policies'> & { policies: RawSet['policies'] | null }>(await analyser(['sets'], ''));
  return sets.map((set) => ({ ...set, policies: set.policies ?? [] }));
}

const lines = <T>(text: string): readonly T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

function written(set: ExampleSet, { ends, ports }: Question): object {
  const spaces = new Map(set.spaces.map(({ metadata }: KubeObject) => [metadata.name, metadata.labels ?? {}]));
  return {
    policies: set.policies.map(defaulted),
    ports,
    ends: ends.map(({ pod, ip }) => {
      if (pod === undefined) return { ip };
      const { namespace = '', labels = {} } = pod.metadata;
      return { ip, namespace, labels, spaceLabels: spaces.get(namespace) ?? {}, portNames: portNames(pod) };
    }),
  };
}

function portNames({ spec }: Pod): Record<string, string> {
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  return Object.fromEntries(
    ports.flatMap(({ name, containerPort, protocol = 'TCP' }) =>
      name === undefined ? [] : [[`${containerPort}/${protocol}`, name]],
    ),
  );
}

/** As an API server stores it: Cyclonus reads what the defaults say. */
function defaulted(policy: Policy): Policy {
  const { spec } = policy;
  const { policyTypes = [], egress = [] } = spec;
  const types = policyTypes.length > 0 ? policyTypes : ['Ingress', ...(egress.length > 0 ? ['Egress'] : [])];
  const rules = (all: readonly PolicyRule[] | undefined) =>
    all?.map((rule) => ({ ...rule, ports: rule.ports?.map((port) => ({ protocol: 'TCP', ...port })) }));
  return {
    ...policy,
    spec: {
      ...spec,
      podSelector: spec.podSelector ?? {},
      policyTypes: types,
      ingress: rules(spec.ingress) ?? [],
      egress: rules(spec.egress) ?? [],
    },
  };
}
