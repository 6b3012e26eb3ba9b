/** Queries by name: what to keep and what to mark, as one picks them from a list. */

export interface Preset {
  readonly name: string;
  readonly query: string;
}

const managed = "G.V().Has('Manager', Within('k8s', 'istio'))";

const types = (...names: string[]) => `${managed}.Has('Type', Within(${names.map((name) => `'${name}'`).join(', ')}))`;

const controllers = ['cronjob', 'daemonset', 'deployment', 'job', 'replicaset', 'replicationcontroller', 'statefulset'];
const access = ['service', 'endpoints', 'endpointslice', 'ingress'];
const storage = ['persistentvolume', 'persistentvolumeclaim', 'storageclass'];
const mesh = ['virtualservice', 'gateway', 'destinationrule', 'serviceentry'];

/** Wide: with the clusters, namespaces and pods around, so that what is kept still stands somewhere. */
export const filters: readonly Preset[] = [
  { name: 'k8s none', query: "G.V().Has('Manager', Without('k8s', 'istio'))" },
  { name: 'k8s all', query: managed },
  { name: 'k8s compute', query: types('cluster', 'namespace', 'node', 'pod', 'container') },
  { name: 'k8s deployment', query: types('cluster', 'namespace', 'node', 'pod', ...controllers) },
  {
    name: 'k8s network',
    query: types('cluster', 'namespace', 'pod', 'container', 'networkpolicy', 'ipblock', 'service'),
  },
  { name: 'k8s service', query: types('cluster', 'namespace', 'pod', 'container', 'networkpolicy', ...access) },
  { name: 'k8s storage', query: types('cluster', 'namespace', 'pod', 'container', ...storage) },
  { name: 'k8s config', query: types('cluster', 'namespace', 'pod', 'container', 'configmap', 'secret') },
  { name: 'istio network', query: types('cluster', 'namespace', 'pod', 'container', 'service', ...mesh) },
];

/** Narrow: only what the name says. */
export const highlights: readonly Preset[] = [
  { name: 'k8s compute', query: types('pod', 'container') },
  { name: 'k8s deployment', query: types(...controllers) },
  { name: 'k8s network', query: types('networkpolicy', 'pod') },
  { name: 'k8s service', query: types(...access) },
  { name: 'k8s storage', query: types('pod', 'container', ...storage) },
  { name: 'k8s config', query: types('configmap', 'secret') },
  { name: 'istio network', query: types('pod', ...mesh) },
  { name: 'what is down', query: "G.V().Has('State', 'DOWN')" },
];
