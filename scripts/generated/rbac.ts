/** The rights that Canopy needs, from the registry: get, list and watch, and nothing else. */

import { watchedKinds } from '@canopy/model/kinds';
import { stringify } from 'yaml';

export function rbacManifest(): string {
  const groups = Map.groupBy(
    watchedKinds.flatMap(({ api }) => (api === undefined ? [] : [api])),
    ({ group }) => group,
  );
  const rules = [...groups].map(([group, resources]) => ({
    apiGroups: [group],
    resources: [...new Set(resources.map(({ plural }) => plural))].sort(),
    verbs: ['get', 'list', 'watch'],
  }));
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'canopy' },
    rules,
  };
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'canopy', namespace: 'canopy' } };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'canopy' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'canopy' },
    subjects: [{ kind: 'ServiceAccount', name: 'canopy', namespace: 'canopy' }],
  };
  const head = '# Generated from the registry of kinds by `npm run generate`. Canopy reads; it never writes.\n';
  return `${head}${[role, account, binding].map((object) => stringify(object)).join('---\n')}`;
}
