/** Whether a pod may go on a node: names, selectors, affinity, taints, room. Each reason is worded as the scheduler does. */

import type { Container, Node, Pod, Toleration } from 'kubernetes-types/core/v1.d.ts';
import { quantity } from '../../base/quantity.ts';
import { meets, type Requirement } from '../../selectors/label.ts';
import type { Stored } from '../cluster.ts';

export type StoredNode = Stored<Node>;
/** What of a pod decides where it may go. */
type Wish = Pick<Pod, 'spec'>;

/** What a pod asks for or a node has taken. */
export interface Load {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

/** Node selector and required node affinity. */
export function wantsNode(pod: Wish, node: StoredNode): boolean {
  const { labels, name } = node.metadata;
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  if (!selector.every(([key, value]) => labels?.[key] === value)) return false;
  const required = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  return required.nodeSelectorTerms.some((term) => {
    const fields = meets({ 'metadata.name': name }, (term.matchFields ?? []) as Requirement[]);
    return fields && meets(labels, (term.matchExpressions ?? []) as Requirement[]);
  });
}

const covers = (toleration: Toleration, taint: { key: string; value?: string; effect: string }): boolean =>
  (!toleration.effect || toleration.effect === taint.effect) &&
  (!toleration.key || toleration.key === taint.key) &&
  (toleration.operator === 'Exists' || (toleration.value ?? '') === (taint.value ?? ''));

/** The first taint that keeps the pod away. */
function taintAgainst(pod: Wish, node: StoredNode): string | undefined {
  const taint = (node.spec?.taints ?? [])
    .filter(({ effect }) => effect !== 'PreferNoSchedule')
    .find((one) => !pod.spec?.tolerations?.some((toleration) => covers(toleration, one)));
  return taint && `${taint.key}: ${taint.value ?? ''}`;
}

const unschedulableTaint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** Taints, and cordoned nodes, which count as tainted. */
export const tolerates = (pod: Wish, node: StoredNode): boolean =>
  taintAgainst(pod, node) === undefined &&
  (!node.spec?.unschedulable || (pod.spec?.tolerations ?? []).some((one) => covers(one, unschedulableTaint)));

/**
 * What its containers and sidecars ask for together, or the init container that asks for more than all of them, besides the
 * sidecars that run by then. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
export function loadOf(pod: Wish): Load {
  return { cpu: requestOf(pod, 'cpu'), memory: requestOf(pod, 'memory'), pods: 1 };
}

function requestOf({ spec }: Wish, what: 'cpu' | 'memory'): number {
  const asked = ({ resources }: Container) => quantity(resources?.requests?.[what]) ?? 0;
  let [sidecars, most] = [0, 0];
  for (const container of spec?.initContainers ?? []) {
    if (container.restartPolicy === 'Always') sidecars += asked(container);
    most = Math.max(most, container.restartPolicy === 'Always' ? sidecars : sidecars + asked(container));
  }
  const together = (spec?.containers ?? []).reduce((total, one) => total + asked(one), sidecars);
  return Math.max(together, most) + (quantity(spec?.overhead?.[what]) ?? 0);
}

/** Why the pod cannot go on the node; undefined when it can. */
export function obstacle(pod: Wish, node: StoredNode, taken: Load, load: Load): string | undefined {
  if (node.spec?.unschedulable && !tolerates(pod, node)) return 'node(s) were unschedulable';
  const taint = taintAgainst(pod, node);
  if (taint) return `node(s) had untolerated taint {${taint}}`;
  if (!wantsNode(pod, node)) return "node(s) didn't match Pod's node affinity/selector";
  const room = node.status?.allocatable ?? {};
  const has = (what: string) => quantity(room[what]) ?? Number.POSITIVE_INFINITY;
  if (taken.pods + load.pods > has('pods')) return 'Too many pods';
  if (taken.cpu + load.cpu > has('cpu')) return 'Insufficient cpu';
  return taken.memory + load.memory > has('memory') ? 'Insufficient memory' : undefined;
}
