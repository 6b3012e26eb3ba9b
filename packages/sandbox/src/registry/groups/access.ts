/** Who may do what: RBAC. */

import { mapsAt, textAt } from '../../base/json.ts';
import type { KubeObject } from '../../base/object.ts';
import { bindingDefaults } from '../../defaults/access.ts';
import { age, name, text } from '../columns/column.ts';
import { groupVersion, type Resource } from '../resource.ts';

const v1 = groupVersion('rbac.authorization.k8s.io', 'v1');
const created = text('Created At', (o) => o.metadata.creationTimestamp);
const role = text('Role', (o) => `${textAt(o, 'roleRef', 'kind')}/${textAt(o, 'roleRef', 'name')}`);
const subjects = (column: string, kind: string) =>
  text(
    column,
    (o: KubeObject) =>
      mapsAt(o, 'subjects')
        .filter((subject) => subject.kind === kind)
        .map((subject) => (subject.namespace ? `${subject.namespace}/${subject.name}` : subject.name))
        .join(', '),
    1,
  );
const binding = {
  immutable: ['roleRef'],
  defaults: bindingDefaults,
  freeName: true,
  columns: [
    name,
    role,
    age,
    subjects('Users', 'User'),
    subjects('Groups', 'Group'),
    subjects('ServiceAccounts', 'ServiceAccount'),
  ],
};

export const access: readonly Resource[] = [
  v1({ plural: 'roles', kind: 'Role', freeName: true, columns: [name, created] }),
  v1({ plural: 'rolebindings', kind: 'RoleBinding', ...binding }),
  v1({ plural: 'clusterroles', kind: 'ClusterRole', namespaced: false, freeName: true, columns: [name, created] }),
  v1({ plural: 'clusterrolebindings', kind: 'ClusterRoleBinding', namespaced: false, ...binding }),
];
