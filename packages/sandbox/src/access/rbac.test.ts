import { describe, expect, it } from 'vitest';
import { world } from '../testing/world.ts';
import { allowed, type Question } from './rbac.ts';

const manifest = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader }
rules:
  - { apiGroups: [""], resources: [pods], verbs: [get, list] }
  - { apiGroups: [apps], resources: [deployments/scale], verbs: ["*"] }
  - { apiGroups: [""], resources: [secrets], resourceNames: [mine], verbs: [get] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers }
roleRef: { kind: Role, name: reader }
subjects: [{ kind: User, name: ann }, { kind: ServiceAccount, name: bot }, { kind: Group, name: staff }]
`;
const ask = (verb: string, resource: string, more: Partial<Question> = {}): Question => ({
  verb,
  group: '',
  resource,
  namespace: 'default',
  ...more,
});

describe('role-based access', () => {
  it.each([
    ['ann', ask('get', 'pods'), true],
    ['ann', ask('delete', 'pods'), false],
    ['ann', ask('get', 'pods', { namespace: 'kube-system' }), false],
    ['ann', ask('get', 'pods', { subresource: 'log' }), false],
    ['ann', ask('update', 'deployments', { group: 'apps', subresource: 'scale' }), true],
    ['ann', ask('get', 'secrets', { name: 'mine' }), true],
    ['ann', ask('get', 'secrets', { name: 'yours' }), false],
    ['system:serviceaccount:default:bot', ask('list', 'pods'), true],
    ['system:serviceaccount:other:bot', ask('list', 'pods'), false],
    ['ann', { verb: 'get', path: '/version' }, true],
    ['ann', { verb: 'get', path: '/metrics' }, false],
  ] as const)('%s, asking %o: %s', async (name, question, expected) => {
    const { apply, cluster } = world();
    await apply(manifest);
    expect(allowed({ name, groups: ['system:authenticated'] }, question, cluster.core)).toBe(expected);
  });

  it('lets groups in, and the masters everywhere', async () => {
    const { apply, cluster } = world();
    await apply(manifest);
    expect(allowed({ name: 'eve', groups: ['staff'] }, ask('list', 'pods'), cluster.core)).toBe(true);
    expect(allowed({ name: 'root', groups: ['system:masters'] }, ask('delete', 'nodes'), cluster.core)).toBe(true);
  });
});
