import { describe, expect, it } from 'vitest';
import { graphOf } from '../../testing/graph-of.ts';
import { showKind } from '../../testing/show-kind.ts';

const group = 'apiVersion: rbac.authorization.k8s.io/v1';

const yaml = `
${group}
kind: Role
metadata: { name: reader, namespace: shop }
rules: [{ verbs: [get, list], apiGroups: [''], resources: [pods, pods/log] }, { verbs: ['*'], apiGroups: [apps], resources: [deployments], resourceNames: [web] }]
---
${group}
kind: ClusterRole
metadata: { name: admin }
aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: admin } }] }
rules: [{ verbs: [get], nonResourceURLs: [/healthz] }]
---
${group}
kind: ClusterRole
metadata: { name: part, labels: { to: admin } }
rules: null
---
${group}
kind: RoleBinding
metadata: { name: readers, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }, { kind: User, name: jane }, { kind: Group, name: 'system:serviceaccounts:jobs' }]
---
${group}
kind: ClusterRoleBinding
metadata: { name: admins }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
subjects: [{ kind: Group, name: ops }]
---
{ apiVersion: v1, kind: ServiceAccount, metadata: { name: web, namespace: shop } }
---
{ apiVersion: v1, kind: ServiceAccount, metadata: { name: runner, namespace: jobs } }
`;

describe('roles and bindings', () => {
  it('say who may do what', () => {
    expect(`\n${showKind(yaml)}\n`).toMatchInlineSnapshot(`
      "
      UP healthy
      Rules = ["get,list pods,pods/log","* deployments.apps named web"]
      UP healthy
      Rules = ["get /healthz"]
      -clusterrole-> clusterrole to=admin {"Path":"aggregationRule.clusterRoleSelectors[0]"}
      UP healthy
      Rules = []
      UP healthy
      Role = "Role/reader"
      Subjects = ["ServiceAccount shop/web","User jane","Group system:serviceaccounts:jobs"]
      -rolebinding-> role reader {"Path":"roleRef"}
      -rolebinding-> serviceaccount shop/web {"Path":"subjects[0]"}
      -rolebinding-> user jane {"Path":"subjects[1]"}
      -rolebinding-> group system:serviceaccounts:jobs {"Path":"subjects[2]"}
      -rolebinding-> serviceaccount all in jobs {"Path":"subjects[2]"}
      UP healthy
      Role = "ClusterRole/admin"
      Subjects = ["Group ops"]
      -clusterrolebinding-> clusterrole admin {"Path":"roleRef"}
      -clusterrolebinding-> group ops {"Path":"subjects[0]"}
      UP healthy
      UP healthy
      "
    `);
  });

  it('lead to accounts, users and groups, to all accounts of a namespace by its group, and to roles', () => {
    expect(graphOf(yaml).edges).toEqual([
      'clusterrole admin -clusterrole-> clusterrole part',
      'clusterrolebinding admins -clusterrolebinding-> clusterrole admin',
      'clusterrolebinding admins -clusterrolebinding-> group ops',
      'rolebinding readers -rolebinding-> group system:serviceaccounts:jobs',
      'rolebinding readers -rolebinding-> role reader',
      'rolebinding readers -rolebinding-> serviceaccount runner',
      'rolebinding readers -rolebinding-> serviceaccount web',
      'rolebinding readers -rolebinding-> user jane',
    ]);
  });
});
