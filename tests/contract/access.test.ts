/** Who is it, and may they: reviews of tokens and of access. */

import { afterAll, describe, expect, test } from 'vitest';
import { clientOf, eventually, field } from './client.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
const namespace = await client.namespace();
const authorization = '/apis/authorization.k8s.io/v1';
const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
afterAll(() => server.close());

const may = async (user: string, resourceAttributes: object, groups: string[] = []) => {
  const { code, body } = await client.post(`${authorization}/subjectaccessreviews`, {
    spec: { user, groups, resourceAttributes },
  });
  expect(code).toBe(201);
  return field(body, 'status.allowed');
};

describe(`reviews of the ${server.name}`, () => {
  test('an administrator may do everything, and is told so', async () => {
    const { code, body } = await client.post(`${authorization}/selfsubjectaccessreviews`, {
      spec: { resourceAttributes: { verb: 'delete', resource: 'nodes' } },
    });
    expect(code).toBe(201);
    expect(body).toMatchObject({ kind: 'SelfSubjectAccessReview', status: { allowed: true } });
    expect(field(body, 'spec.resourceAttributes')).toEqual({ verb: 'delete', resource: 'nodes' });
  });

  test('somebody without a role may do nothing', async () => {
    expect(await may('nobody', { verb: 'list', resource: 'pods', namespace })).toBe(false);
    expect(await may('nobody', { verb: 'get', resource: 'nodes' })).toBe(false);
  });

  test('a role allows its verbs on its resources in its namespace', async () => {
    const rules = [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list'] }];
    await client.post(`${rbac}/roles`, { metadata: { name: 'reader' }, rules });
    await client.post(`${rbac}/rolebindings`, {
      metadata: { name: 'reader' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ann' },
        { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'crew' },
        { kind: 'ServiceAccount', name: 'robot', namespace },
      ],
    });
    const list = { verb: 'list', resource: 'pods', namespace };
    await eventually(
      () => may('ann', list),
      (allowed) => allowed === true,
    );
    expect(await may('ben', list, ['crew'])).toBe(true);
    expect(await may(`system:serviceaccount:${namespace}:robot`, list)).toBe(true);
    expect(await may('ann', { ...list, subresource: 'log', verb: 'get' })).toBe(true);
    expect(await may('ann', { ...list, verb: 'delete' })).toBe(false);
    expect(await may('ann', { ...list, resource: 'secrets' })).toBe(false);
    expect(await may('ann', { ...list, group: 'apps' })).toBe(false);
    expect(await may('ann', { ...list, namespace: 'default' })).toBe(false);
    expect(await may('ann', { verb: 'list', resource: 'pods' })).toBe(false);
    expect(await may('ben', list)).toBe(false);
  });

  test('a cluster role allows everywhere, and only the names that it says', async () => {
    const name = `names-${namespace}`;
    const rules = [
      { apiGroups: [''], resources: ['nodes'], resourceNames: ['one'], verbs: ['get'] },
      { nonResourceURLs: ['/metrics'], verbs: ['get'] },
    ];
    const cluster = '/apis/rbac.authorization.k8s.io/v1';
    await client.post(`${cluster}/clusterroles`, { metadata: { name }, rules });
    await client.post(`${cluster}/clusterrolebindings`, {
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name }],
    });
    await eventually(
      () => may(name, { verb: 'get', resource: 'nodes', name: 'one' }),
      (allowed) => allowed === true,
    );
    expect(await may(name, { verb: 'get', resource: 'nodes', name: 'two' })).toBe(false);
    expect(await may(name, { verb: 'list', resource: 'nodes' })).toBe(false);
    const metrics = await client.post(`${authorization}/subjectaccessreviews`, {
      spec: { user: name, nonResourceAttributes: { path: '/metrics', verb: 'get' } },
    });
    expect(field(metrics.body, 'status.allowed')).toBe(true);
  });

  test('masters may do everything', async () => {
    expect(await may('anybody', { verb: '*', resource: '*', group: '*' }, ['system:masters'])).toBe(true);
  });

  test('a token that nobody issued is nobody', async () => {
    const { code, body } = await client.post('/apis/authentication.k8s.io/v1/tokenreviews', {
      spec: { token: 'made-up' },
    });
    expect(code).toBe(201);
    expect(body.kind).toBe('TokenReview');
    expect(field(body, 'status.authenticated') ?? false).toBe(false);
  });

  test('a token of a service account tells who it is', async () => {
    const issued = await client.post(`/api/v1/namespaces/${namespace}/serviceaccounts/default/token`, {
      spec: { expirationSeconds: 3600 },
    });
    expect(issued.code).toBe(201);
    const token = field(issued.body, 'status.token');
    const { body } = await client.post('/apis/authentication.k8s.io/v1/tokenreviews', { spec: { token } });
    expect(body.status).toMatchObject({
      authenticated: true,
      user: {
        username: `system:serviceaccount:${namespace}:default`,
        groups: expect.arrayContaining(['system:serviceaccounts', `system:serviceaccounts:${namespace}`]),
      },
    });
  });
});
