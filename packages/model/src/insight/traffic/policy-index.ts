/** The policies of a graph, filed so that those which govern a set of labels are found without looking at the others. */

import { obtain } from '../../base/obtain.ts';
import type { GraphNode, Labels } from '../../graph/node.ts';
import type { PolicyForm } from '../../kinds/networking/policy-form.ts';
import { SelectorFile } from '../../kinds/selector-file.ts';
import { Policy } from './policy.ts';

export const policyTypes: readonly string[] = [
  'networkpolicy',
  'adminnetworkpolicy',
  'baselineadminnetworkpolicy',
  'clusternetworkpolicy',
];

export const scopeOf = (cluster: string, namespace: string): string => `${cluster}\n${namespace}`;

/** The policy of a node; `undefined` for a place without an object, or one whose rules cannot be read. */
export function policyOf({ id, type, cluster, namespace, name, fields }: GraphNode): Policy | undefined {
  const form = fields.Rules as PolicyForm | undefined;
  return form && new Policy({ id, type, cluster, namespace, name, form });
}

export class PolicyIndex {
  readonly #byId = new Map<string, Policy>();
  readonly #spaces = new Map<string, SelectorFile<Policy>>();
  readonly #clusterWide = new Set<Policy>();

  get size(): number {
    return this.#byId.size;
  }

  all(): Iterable<Policy> {
    return this.#byId.values();
  }

  get(id: string): Policy | undefined {
    return this.#byId.get(id);
  }

  add(policy: Policy): void {
    const { id, cluster, namespace } = policy.source;
    this.#byId.set(id, policy);
    if (policy.tier !== 'namespace') this.#clusterWide.add(policy);
    else obtain(this.#spaces, scopeOf(cluster, namespace), () => new SelectorFile<Policy>()).add(policy);
  }

  remove(id: string): Policy | undefined {
    const policy = this.#byId.get(id);
    if (policy === undefined) return undefined;
    this.#byId.delete(id);
    this.#clusterWide.delete(policy);
    const scope = scopeOf(policy.source.cluster, policy.source.namespace);
    const file = this.#spaces.get(scope);
    file?.remove(policy);
    if (file?.isEmpty) this.#spaces.delete(scope);
    return policy;
  }

  /** Of the namespace tier. */
  namespaced(cluster: string, namespace: string, labels: Labels): Iterable<Policy> {
    return this.#spaces.get(scopeOf(cluster, namespace))?.matching(labels) ?? [];
  }

  /** Of the other tiers. */
  clusterWide(cluster: string, labels: Labels, spaceLabels: Labels): readonly Policy[] {
    return [...this.#clusterWide].filter(
      ({ source, selector, namespaces }) =>
        source.cluster === cluster &&
        source.form.subject.pods !== undefined &&
        (namespaces?.matches(spaceLabels) ?? false) &&
        selector.matches(labels),
    );
  }
}
