/** Cluster role bindings. */

import { defineKind, string, strings } from '../define.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { type Binding, printSubjects, subjectLinks } from './rules.ts';

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
  fields: [
    string(
      'Role',
      'The role that it gives, as ClusterRole/view.',
      ({ roleRef }) => roleRef && `${roleRef.kind}/${roleRef.name}`,
    ),
    strings('Subjects', 'The identities that get it.', printSubjects),
  ],
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
      refs: ({ roleRef }) =>
        roleRef?.name
          ? [{ name: roleRef.name, to: roleRef.kind === 'Role' ? 'role' : 'clusterrole', why: { Path: 'roleRef' } }]
          : [],
    },
    ...subjectLinks('clusterrolebinding', 'clusterrolebindings'),
  ],
});
