/** What the load source serves, as discovery tells it. */

export interface LoadResource {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly apiKind: string;
  readonly namespaced: boolean;
}

const resource = (
  group: string,
  version: string,
  plural: string,
  apiKind: string,
  namespaced = true,
): LoadResource => ({
  kind: apiKind.toLowerCase(),
  group,
  version,
  plural,
  apiKind,
  namespaced,
});

const loadResources: readonly LoadResource[] = [
  resource('', 'v1', 'nodes', 'Node', false),
  resource('', 'v1', 'namespaces', 'Namespace', false),
  resource('', 'v1', 'pods', 'Pod'),
  resource('', 'v1', 'services', 'Service'),
  resource('', 'v1', 'configmaps', 'ConfigMap'),
  resource('', 'v1', 'secrets', 'Secret'),
  resource('', 'v1', 'serviceaccounts', 'ServiceAccount'),
  resource('apps', 'v1', 'deployments', 'Deployment'),
  resource('apps', 'v1', 'replicasets', 'ReplicaSet'),
  resource('batch', 'v1', 'jobs', 'Job'),
  resource('networking.k8s.io', 'v1', 'ingresses', 'Ingress'),
  resource('networking.k8s.io', 'v1', 'networkpolicies', 'NetworkPolicy'),
];

const pathOf = ({ group, version }: LoadResource) => (group === '' ? `/api/${version}` : `/apis/${group}/${version}`);

/** The documents of discovery, by path. */
export function discoveryDocuments(): ReadonlyMap<string, object> {
  const documents = new Map<string, object>();
  for (const [path, resources] of Map.groupBy(loadResources, pathOf)) {
    const groupVersion = path.replace(/^\/apis?\//, '');
    const verbs = ['get', 'list', 'watch'];
    const listed = resources.map(({ plural, apiKind, namespaced }) => ({
      name: plural,
      singularName: apiKind.toLowerCase(),
      kind: apiKind,
      namespaced,
      verbs,
    }));
    documents.set(path, { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: listed });
  }
  const groups = [...new Set(loadResources.map(({ group }) => group))].filter((group) => group !== '');
  documents.set('/api', { kind: 'APIVersions', versions: ['v1'] });
  documents.set('/apis', {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groups.map((name) => {
      const version = { groupVersion: `${name}/v1`, version: 'v1' };
      return { name, versions: [version], preferredVersion: version };
    }),
  });
  documents.set('/version', { major: '1', minor: '36', gitVersion: 'v1.36.0-load', platform: 'none' });
  return documents;
}

export interface LoadPath {
  readonly resource: LoadResource;
  /** Empty: all. */
  readonly namespace: string;
  /** Empty: the collection. */
  readonly name: string;
}

/** What a path of the API means here; `undefined` for what is not served. */
export function parsePath(path: string): LoadPath | undefined {
  const [root, ...rest] = path.split('/').slice(1);
  const [group, version] = root === 'api' ? ['', rest.shift()] : [rest.shift(), rest.shift()];
  const inNamespace = rest[0] === 'namespaces' && rest.length > 2;
  const [namespace, [plural, name = '', ...more]] = inNamespace ? [rest[1]!, rest.slice(2)] : ['', rest];
  const resource = loadResources.find(
    (each) => each.group === group && each.version === version && each.plural === plural,
  );
  return resource === undefined || more.length > 0 ? undefined : { resource, namespace, name };
}
