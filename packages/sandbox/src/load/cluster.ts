/**
 * Synthetic clusters, the same for the same size. By default 30 pods to a node, two containers to a pod, ten pods to a
 * deployment, a service, a config map and a secret for each deployment, 50 deployments to a namespace.
 */

import type { Blueprint } from './blueprint.ts';
import {
  account,
  configmap,
  deployment,
  ingress,
  job,
  namespace,
  node,
  policy,
  replicaset,
  rootCertificates,
  secret,
  service,
} from './objects.ts';
import { pod } from './pod.ts';

export interface ClusterSize {
  readonly pods: number;
  /** Default: a thirtieth of the pods. */
  readonly nodes?: number;
  readonly podsPerWorkload?: number;
  readonly workloadsPerNamespace?: number;
  readonly policiesPerNamespace?: number;
}

/** The size with its defaults, and what follows from it. */
export interface ClusterPlan extends Required<ClusterSize> {
  readonly workloads: number;
  readonly namespaces: number;
}

export function planOf(size: ClusterSize): ClusterPlan {
  const { pods, podsPerWorkload = 10, workloadsPerNamespace = 50, policiesPerNamespace = 2 } = size;
  const nodes = size.nodes ?? Math.max(1, Math.ceil(pods / 30));
  const workloads = Math.ceil(pods / podsPerWorkload);
  const namespaces = Math.ceil(workloads / workloadsPerNamespace);
  return { pods, nodes, podsPerWorkload, workloadsPerNamespace, policiesPerNamespace, workloads, namespaces };
}

export const namespaceOf = (plan: ClusterPlan, workload: number): string =>
  `ns-${Math.floor(workload / plan.workloadsPerNamespace)}`;

/** One kind after the other, as lists come; pods last. */
export function* syntheticCluster(size: ClusterSize): Generator<Blueprint> {
  const plan = planOf(size);
  for (let n = 0; n < plan.nodes; n++) yield node(n);
  for (let n = 0; n < plan.namespaces; n++) yield namespace(`ns-${n}`, n % 7);
  for (let n = 0; n < plan.namespaces; n++) yield rootCertificates(`ns-${n}`);
  for (let n = 0; n < plan.namespaces; n++) yield account(`ns-${n}`);
  for (let p = 0; p < plan.namespaces * plan.policiesPerNamespace; p++) {
    const n = Math.floor(p / plan.policiesPerNamespace);
    const own = p % plan.policiesPerNamespace;
    yield policy(`ns-${n}`, `p-${own}`, n * plan.workloadsPerNamespace + own);
  }
  for (const make of makers) {
    for (let w = 0; w < plan.workloads; w++) yield make(w, namespaceOf(plan, w), plan.podsPerWorkload);
  }
  for (let i = 0; i < plan.pods; i++) yield pod(initialPod(plan, i));
}

/** Pod `index` as it is before anything happens. */
export function initialPod(plan: ClusterPlan, index: number) {
  const workload = Math.floor(index / plan.podsPerWorkload);
  const place = { namespace: namespaceOf(plan, workload), node: index % plan.nodes };
  return { index, workload, ...place, generation: 0, restarts: 0, ready: true };
}

/** What belongs to each workload. */
const makers: readonly ((workload: number, namespace: string, replicas: number) => Blueprint)[] = [
  deployment,
  replicaset,
  service,
  (w, namespace) => configmap(namespace, `app-${w}-config`),
  (w, namespace) => secret(namespace, `app-${w}-secret`),
];

/**
 * How many objects of each kind a real production cluster had, as its user reported it to Radar (issue 1450), whose
 * graph of it had 145,668 nodes and 127,637 edges: many small deployments with some history, few pods.
 */
export const CENSUS = {
  namespaces: 432,
  nodes: 248,
  deployments: 19_924,
  replicasets: 43_033,
  pods: 29_455,
  services: 23_547,
  ingresses: 16_977,
  jobs: 19_861,
  secrets: 26_668,
  policies: 1_480,
} as const;

/** A cluster with that census, or with that share of it; each kind by namespace, as API servers list them. */
export function* censusCluster(share = 1): Generator<Blueprint> {
  const of = (count: number) => Math.max(1, Math.round(count * share));
  const [namespaces, nodes, workloads] = [of(CENSUS.namespaces), of(CENSUS.nodes), of(CENSUS.deployments)];
  const home = (w: number) => `ns-${Math.floor(((w % workloads) * namespaces) / workloads)}`;
  const each = (count: number) => inOrder(of(count), workloads);
  for (let n = 0; n < nodes; n++) yield node(n);
  for (let n = 0; n < namespaces; n++) yield namespace(`ns-${n}`, n % 7);
  for (let n = 0; n < namespaces; n++) yield rootCertificates(`ns-${n}`);
  for (let w = 0; w < workloads; w++) yield configmap(home(w), `app-${w}-config`);
  for (let n = 0; n < namespaces; n++) yield account(`ns-${n}`);
  for (const [p] of each(CENSUS.policies)) yield policy(home(p), `p-${p}`, p);
  for (let w = 0; w < workloads; w++) yield deployment(w, home(w), 2);
  for (const [r, w] of each(CENSUS.replicasets)) {
    yield replicaset(w, home(w), r < workloads ? 2 : 0, Math.floor(r / workloads));
  }
  for (const [s] of each(CENSUS.services)) yield service(s, home(s));
  for (const [s] of each(CENSUS.secrets)) yield secret(home(s), `app-${s}-secret`);
  for (const [i] of each(CENSUS.ingresses)) yield ingress(home(i), `app-${i}`, i);
  for (const [j, w] of each(CENSUS.jobs)) yield job(home(j), `job-${j}`, w);
  for (const [index, workload] of each(CENSUS.pods)) {
    const facts = { index, workload, namespace: home(workload), node: index % nodes };
    yield pod({ ...facts, generation: 0, restarts: 0, ready: true });
  }
}

/** Numbers below `count`, each with its workload, by workload. */
function* inOrder(count: number, workloads: number): Generator<readonly [number, number]> {
  for (let w = 0; w < Math.min(count, workloads); w++) {
    for (let i = w; i < count; i += workloads) yield [i, w];
  }
}
