/**
 * Notices when the cluster's rules on rights change, from the events that sources bring anyway. Rights are then asked for
 * again at once and a little later; otherwise seldom, as rules may also stand outside the API (webhooks, groups).
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */

import type { Probe, Source } from '@canopy/model/probe';
import { overhear } from '../overhear.ts';

const ruleKinds: ReadonlySet<string> = new Set(['role', 'rolebinding', 'clusterrole', 'clusterrolebinding']);

export class RbacWatch {
  readonly #clock: () => number;
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: () => number = Date.now) {
    this.#clock = clock;
  }

  /** When a rule was seen to come, change or go, by the clock. */
  get changedAt(): number {
    return this.#changedAt;
  }

  /** The same source; its rules are watched for. */
  of(source: Source): Source {
    const note = (kind: string) => {
      if (ruleKinds.has(kind)) this.#changedAt = this.#clock();
    };
    return overhear(source, { changed: note, listed: note });
  }
}

/** Whether changes of rules reach us at the moment, from every cluster and for all namespaces. */
export function followsRules({ clusters }: Pick<Probe, 'clusters'>): boolean {
  return clusters.every(({ kinds }) =>
    [...ruleKinds].every((rule) =>
      kinds.some(({ kind, namespace, state }) => kind === rule && namespace === '' && state === 'live'),
    ),
  );
}
