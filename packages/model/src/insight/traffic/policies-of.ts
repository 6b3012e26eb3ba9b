/** Policies from API objects that are not in the cluster: what somebody has in a file and asks about. */

import { type ClusterPolicy, clusterPolicyForm } from '../../kinds/networking/cluster-policy-form.ts';
import { networkPolicyForm } from '../../kinds/networking/networkpolicy-form.ts';
import type { PolicyForm } from '../../kinds/networking/policy-form.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { QuestionError } from '../locate.ts';
import { problemOf } from './check-policy.ts';
import { Policy } from './policy.ts';

/** `undefined` for an object that is no policy. */
export function policyFrom(object: KubeObject, cluster: string): Policy | undefined {
  const { name, namespace } = object.metadata ?? {};
  const problem = object.kind === 'NetworkPolicy' ? problemOf(object as { spec?: unknown }) : undefined;
  if (problem !== undefined) throw new QuestionError(`the NetworkPolicy ${name ?? ''} is none: ${problem}`);
  const form = formOf(object);
  if (form === undefined) return undefined;
  if (!name) throw new QuestionError(`a ${object.kind} has no metadata.name`);
  const type = object.kind!.toLowerCase();
  const space = form.tier === 'namespace' ? (namespace ?? 'default') : '';
  return new Policy({ id: `supposed ${type}/${space}/${name}`, type, cluster, namespace: space, name, form });
}

function formOf(object: KubeObject): PolicyForm | undefined {
  switch (object.kind) {
    case 'NetworkPolicy':
      return networkPolicyForm(object as Parameters<typeof networkPolicyForm>[0]);
    case 'AdminNetworkPolicy':
      return clusterPolicyForm(object as ClusterPolicy, 'admin');
    case 'BaselineAdminNetworkPolicy':
      return clusterPolicyForm(object as ClusterPolicy, 'baseline');
    case 'ClusterNetworkPolicy':
      return clusterPolicyForm(object as ClusterPolicy);
    default:
      return undefined;
  }
}

/** The policies of a cluster with some put in, replaced (same kind, namespace and name) or taken away. */
export function withPolicies(
  now: Iterable<Policy>,
  put: readonly Policy[],
  without: readonly Policy[] = [],
): readonly Policy[] {
  const gone = new Set([...put, ...without].map(keyOf));
  return [...[...now].filter((policy) => !gone.has(keyOf(policy))), ...put];
}

const keyOf = ({ source }: Policy): string => `${source.cluster} ${source.type} ${source.namespace} ${source.name}`;
