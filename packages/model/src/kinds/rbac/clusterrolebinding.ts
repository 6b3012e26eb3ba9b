/** Cluster role bindings. */

import { defineKind } from '../define.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { type Binding, bindingFields, roleRefs, subjectLinks } from './rules.ts';

export const clusterrolebinding = defineKind<Binding>({
  key: 'clusterrolebinding',
  type: 'clusterrolebinding',
  manager: 'k8s',
  group: 'access',
  doc: 'Gives a cluster role to identities in the whole cluster.',
  api: {
    group: 'rbac.authorization.k8s.io',
    versions: ['v1'],
    plural: 'clusterrolebindings',
    kind: 'ClusterRoleBinding',
    namespaced: false,
  },
  fields: bindingFields,
  status: exists,
  derived: { relations: ['clusterrolebinding'], status: needsAll('clusterrolebinding', ['role', 'clusterrole']) },
  links: [
    {
      join: 'name',
      to: 'clusterrole',
      relation: 'clusterrolebinding',
      direction: 'out',
      field: 'role',
      inverse: 'clusterrolebindings',
      doc: 'The cluster role that it gives.',
      refs: roleRefs,
    },
    ...subjectLinks('clusterrolebinding', 'clusterrolebindings'),
  ],
});
