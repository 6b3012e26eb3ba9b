/** Role bindings. */

import { defineKind } from '../define.ts';
import { exists } from '../state.ts';
import { needsAll } from '../surroundings.ts';
import { type Binding, bindingFields, roleRefs, subjectLinks } from './rules.ts';

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
  fields: bindingFields,
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
      refs: roleRefs,
    },
    ...subjectLinks('rolebinding', 'rolebindings'),
  ],
});
