/** What a server says of itself: version, health, groups and resources. */

import { afterAll, describe, expect, test } from 'vitest';
import { type Body, clientOf } from './client.ts';
import { serverUnderTest } from './server.ts';

const server = await serverUnderTest();
const client = clientOf(server);
afterAll(() => server.close());

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: string[];
}

const resources = (body: Body) => body.resources as ApiResource[];
const resource = (body: Body, name: string) => resources(body).find((one) => one.name === name);

describe(`discovery of the ${server.name}`, () => {
  test('a server tells its version', async () => {
    const { code, body } = await client.get('/version');
    expect(code).toBe(200);
    expect(body).toMatchObject({
      major: '1',
      minor: expect.stringMatching(/^\d+/),
      gitVersion: expect.stringMatching(/^v1\.\d+\.\d+/),
      platform: expect.any(String),
    });
  });

  test.each(['/healthz', '/livez', '/readyz'])('%s answers ok', async (path) => {
    const response = await server.fetch(path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('ok');
  });

  test('the core group has one version', async () => {
    const { body } = await client.get('/api');
    expect(body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
  });

  test('the core group lists pods and their status', async () => {
    const { body } = await client.get('/api/v1');
    expect(body).toMatchObject({ kind: 'APIResourceList', groupVersion: 'v1' });
    expect(resource(body, 'pods')).toMatchObject({
      kind: 'Pod',
      singularName: 'pod',
      namespaced: true,
      shortNames: ['po'],
      categories: expect.arrayContaining(['all']),
      verbs: expect.arrayContaining([
        ...['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
      ]),
    });
    expect(resource(body, 'pods/status')).toMatchObject({ kind: 'Pod', verbs: expect.arrayContaining(['patch']) });
    expect(resource(body, 'nodes')).toMatchObject({ kind: 'Node', namespaced: false });
    expect(resource(body, 'namespaces')).toMatchObject({ namespaced: false, shortNames: ['ns'] });
  });

  test('groups are listed with their preferred version', async () => {
    const { body } = await client.get('/apis');
    expect(body.kind).toBe('APIGroupList');
    const groups = body.groups as { name: string; preferredVersion: { groupVersion: string } }[];
    const preferred = Object.fromEntries(groups.map((group) => [group.name, group.preferredVersion.groupVersion]));
    expect(preferred).toMatchObject({
      apps: 'apps/v1',
      batch: 'batch/v1',
      'networking.k8s.io': 'networking.k8s.io/v1',
      'storage.k8s.io': 'storage.k8s.io/v1',
      'rbac.authorization.k8s.io': 'rbac.authorization.k8s.io/v1',
      'discovery.k8s.io': 'discovery.k8s.io/v1',
      'authorization.k8s.io': 'authorization.k8s.io/v1',
      'authentication.k8s.io': 'authentication.k8s.io/v1',
    });
  });

  test('one group can be asked for alone', async () => {
    const { body } = await client.get('/apis/apps');
    expect(body).toMatchObject({ kind: 'APIGroup', name: 'apps', preferredVersion: { version: 'v1' } });
  });

  test('the scale of a deployment belongs to another group', async () => {
    const { body } = await client.get('/apis/apps/v1');
    expect(resource(body, 'deployments')).toMatchObject({
      kind: 'Deployment',
      namespaced: true,
      shortNames: ['deploy'],
    });
    expect(resource(body, 'deployments/scale')).toMatchObject({ kind: 'Scale', group: 'autoscaling', version: 'v1' });
    expect(resource(body, 'deployments/status')).toMatchObject({ kind: 'Deployment' });
  });

  test.each([
    ['/apis/batch/v1', 'jobs', true],
    ['/apis/batch/v1', 'cronjobs', true],
    ['/apis/apps/v1', 'statefulsets', true],
    ['/apis/apps/v1', 'daemonsets', true],
    ['/apis/apps/v1', 'replicasets', true],
    ['/apis/networking.k8s.io/v1', 'networkpolicies', true],
    ['/apis/networking.k8s.io/v1', 'ingresses', true],
    ['/apis/storage.k8s.io/v1', 'storageclasses', false],
    ['/apis/discovery.k8s.io/v1', 'endpointslices', true],
    ['/apis/rbac.authorization.k8s.io/v1', 'clusterroles', false],
    ['/api/v1', 'persistentvolumes', false],
    ['/api/v1', 'persistentvolumeclaims', true],
    ['/api/v1', 'endpoints', true],
    ['/api/v1', 'serviceaccounts', true],
    ['/api/v1', 'replicationcontrollers', true],
  ])('%s has %s that can be listed and watched', async (group, name, namespaced) => {
    const { body } = await client.get(group);
    expect(resource(body, name)).toMatchObject({ namespaced, verbs: expect.arrayContaining(['get', 'list', 'watch']) });
  });

  test.each(['/apis/example.test', '/apis/example.test/v1', '/apis/apps/v7'])('%s is not there', async (path) => {
    expect((await server.fetch(path)).status).toBe(404);
  });

  test('an unknown resource of a known group is not there', async () => {
    expect((await server.fetch('/api/v1/unicorns')).status).toBe(404);
  });

  test('kubectl finds in openapi/v3 where each group is described', async () => {
    const { code, body } = await client.get('/openapi/v3');
    expect(code).toBe(200);
    const paths = body.paths as Record<string, { serverRelativeURL: string }>;
    expect(paths['api/v1']?.serverRelativeURL).toMatch(/^\/openapi\/v3\/api\/v1/);
    expect(paths['apis/apps/v1']?.serverRelativeURL).toMatch(/^\/openapi\/v3\/apis\/apps\/v1/);
    expect((await server.fetch(paths['apis/apps/v1']!.serverRelativeURL)).status).toBe(200);
  });
});
