/** Role bindings. */

import { defineKind, string, strings } from '../define.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { type Binding, printSubjects, subjectLinks } from './rules.ts';

export const rolebinding = defineKind<Binding>({
  key: 'rolebinding',
  type: 'rolebinding',
  manager: 'k8s',
  group: 'access',
  doc: 'Gives a role to identities inside one namespace.',
  api: {
    group: 'rbac.authorization.k8s.io',
    versions: ['v1'],
    plural: 'rolebindings',
    kind: 'RoleBinding',
    namespaced: true,
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
  derived: { relations: ['rolebinding'], status: needsAll('rolebinding', ['role', 'clusterrole']) },
  links: [
    {
      join: 'name',
      to: 'clusterrole',
      others: ['role'],
      relation: 'rolebinding',
      direction: 'out',
      field: 'role',
      inverse: 'rolebindings',
      doc: 'The role, or cluster role, that it gives.',
      refs: ({ roleRef }) =>
        roleRef?.name
          ? [{ name: roleRef.name, to: roleRef.kind === 'Role' ? 'role' : 'clusterrole', why: { Path: 'roleRef' } }]
          : [],
    },
    ...subjectLinks('rolebinding', 'rolebindings'),
  ],
});
