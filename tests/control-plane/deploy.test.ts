/** The manifests of deploy/, as somebody applies them who wants Canopy in the cluster. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { kubectlFor } from './kubectl.ts';
import { liveGraph } from './live.ts';
import { openScenario } from './scenario.ts';
import { kubeconfigFor } from './token-user.ts';

const scenario = await openScenario('deploy');
const { plane } = scenario;
const kubectl = kubectlFor(['--kubeconfig', plane.kubeconfig]);
const manifests = join(import.meta.dirname, '../../deploy');
const folder = mkdtempSync(join(tmpdir(), 'canopy-deploy-'));
const account = 'system:serviceaccount:canopy:canopy';
const groups = ['system:serviceaccounts', 'system:serviceaccounts:canopy', 'system:authenticated'];
const namesOf = (...files: string[]) => files.map((file) => `-f ${join(manifests, file)}`).join(' ');

afterAll(async () => {
  await kubectl(`delete ${namesOf('rbac.yaml', 'rbac-auth.yaml', 'canopy.yaml')} --ignore-not-found`);
  await kubectl('delete namespace canopy --timeout=180s');
  rmSync(folder, { recursive: true, force: true });
  await scenario.close();
});

describe('the manifests on a real cluster', () => {
  test('have no field that the API server does not know', async () => {
    await kubectl('create namespace canopy');
    const applied = await kubectl(`apply --validate=strict ${namesOf('rbac.yaml', 'rbac-auth.yaml', 'canopy.yaml')}`);
    expect(applied).toContain('deployment.apps/canopy created');
  });

  test('let it read all that it watches, and see itself come up', async () => {
    const token = (await kubectl('create token canopy -n canopy --duration=1h')).trim();
    const live = await liveGraph(kubeconfigFor(plane, { name: 'canopy', token, folder }));
    try {
      const states = Map.groupBy(live.status.kinds, ({ state }) => state);
      expect([...states.keys()].filter((state) => state !== 'live' && state !== 'absent')).toEqual([]);
      expect(states.get('live')!.length).toBeGreaterThan(30);
      const state = () => live.node('deployment', 'canopy', 'canopy')?.status.state;
      await live.until('its own deployment is up', () => state() === 'UP');
    } finally {
      await live.close();
    }
  });

  test.each([
    ['create', '', 'pods'],
    ['patch', 'apps', 'deployments'],
    ['delete', '', 'secrets'],
    ['get', '', 'pods/log'],
    ['create', '', 'pods/exec'],
  ])('do not let it %s %s %s', async (verb, group, resource) => {
    expect(await isAllowed(verb, group, resource)).toBe('false');
  });

  test.each([
    ['create', 'authentication.k8s.io', 'tokenreviews'],
    ['create', 'authorization.k8s.io', 'subjectaccessreviews'],
    ['watch', '', 'pods'],
  ])('let it %s %s %s', async (verb, group, resource) => {
    expect(await isAllowed(verb, group, resource)).toBe('true');
  });
});

/** What the API server answers to the administrator who asks about the account. */
function isAllowed(verb: string, group: string, named: string): Promise<string> {
  const [resource, subresource] = named.split('/');
  const spec = { user: account, groups, resourceAttributes: { verb, group, resource, subresource } };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  return kubectl('create -f - -o jsonpath={.status.allowed}', JSON.stringify(review));
}
