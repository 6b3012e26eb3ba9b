/** A set of example policies with the cluster that they are for, as both analysers are to see it. */

import type { KubeObject, LabelSelector } from '@canopy/model/kinds';

export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: string;
}

export interface Pod extends KubeObject {
  readonly spec: { readonly containers: readonly { readonly ports?: readonly ContainerPort[] }[] };
  readonly status: { readonly phase?: string; readonly podIP: string };
}

export interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface PolicyRule {
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
  readonly ports?: readonly {
    readonly protocol?: string;
    readonly port?: number | string;
    readonly endPort?: number;
  }[];
}

export interface Policy extends KubeObject {
  readonly spec: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly PolicyRule[];
    readonly egress?: readonly PolicyRule[];
  };
}

export interface ExampleSet {
  readonly source: string;
  readonly name: string;
  readonly spaces: readonly KubeObject[];
  readonly pods: readonly Pod[];
  readonly policies: readonly Policy[];
}

/** What a reader of examples may leave out. */
export type RawSet = Pick<ExampleSet, 'source' | 'name' | 'policies'> & Partial<ExampleSet>;

export const rulesOf = ({ spec }: Policy): readonly PolicyRule[] => [...(spec.ingress ?? []), ...(spec.egress ?? [])];
export const peersOf = (policy: Policy): readonly PolicyPeer[] =>
  rulesOf(policy).flatMap(({ from = [], to = [] }) => [...from, ...to]);

const NAME = 'kubernetes.io/metadata.name';

/** With what an API server would add: namespaces, their name as a label, UIDs. */
export function complete({ source, name, policies, pods = [], spaces = [] }: RawSet): ExampleSet {
  const inside = <T extends KubeObject>(object: T, type: string): T => {
    const { name: own, namespace = 'default' } = object.metadata;
    return named({ ...object, metadata: { ...object.metadata, namespace } }, type, `${namespace}/${own}`);
  };
  const allPods = pods.map((pod) => inside({ ...pod, status: { ...pod.status, phase: 'Running' } }, 'Pod'));
  const allPolicies = policies.map((policy) => inside(policy, 'NetworkPolicy'));
  const labelled = new Map(spaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}]));
  for (const { metadata } of [...allPods, ...allPolicies]) {
    const space = metadata.namespace ?? '';
    if (!labelled.has(space)) labelled.set(space, {});
  }
  const allSpaces = [...labelled].map(([space, labels]) =>
    named({ metadata: { name: space, uid: '', labels: { [NAME]: space, ...labels } } }, 'Namespace', space),
  );
  return { source, name, spaces: allSpaces, pods: allPods, policies: allPolicies };
}

function named<T extends KubeObject>(object: T, kind: string, path: string): T {
  const apiVersion = kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'v1';
  return { ...object, apiVersion, kind, metadata: { ...object.metadata, uid: `${kind}/${path}` } };
}
