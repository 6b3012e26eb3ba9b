/** Users who may see little: what is refused is told, and rights that change while watching are noticed. */

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { liveGraph } from './live.ts';
import { openScenario } from './scenario.ts';

const scenario = await openScenario('rights');
const { plane, namespace, kubectl } = scenario;
afterAll(async () => {
  await kubectl('delete clusterrolebinding,clusterrole -l canopy.test/rights');
  await scenario.close();
});

async function grant(user: string, resources: string): Promise<void> {
  const name = `${user}-${resources.replaceAll(',', '-').replaceAll('.', '-')}`;
  await bind(name, { apiGroup, kind: 'User', name: user }, resources.split(','));
  await mayList(resources, `--as=${user}`);
}

const apiGroup = 'rbac.authorization.k8s.io';

function bind(name: string, subject: object, resources: readonly string[]): Promise<string> {
  const metadata = { name, labels: { 'canopy.test/rights': 'yes' } };
  const rules = [{ apiGroups: [''], resources, verbs: ['get', 'list', 'watch'] }];
  const roleRef = { apiGroup, kind: 'ClusterRole', name };
  const items = [
    { apiVersion: `${apiGroup}/v1`, kind: 'ClusterRole', metadata, rules },
    { apiVersion: `${apiGroup}/v1`, kind: 'ClusterRoleBinding', metadata, roleRef, subjects: [subject] },
  ];
  return kubectl('apply -f -', JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

/** The server learns of a new binding a moment later; who is refused before that asks again only after minutes. */
async function mayList(resources: string, who: string): Promise<void> {
  for (const resource of resources.split(','))
    await expect
      .poll(() => kubectl(`auth can-i list ${resource} --all-namespaces ${who}`).catch(String), { interval: 250 })
      .toMatch(/^yes/);
}

describe('rights on a real cluster', () => {
  test('somebody without rights sees the cluster and is told what is refused', async () => {
    const live = await liveGraph(await plane.addUser('stranger'));
    try {
      expect(live.names('G.V()')).toEqual(['real']);
      expect(live.sync('pod')).toMatchObject({ state: 'forbidden', objects: 0 });
      expect(live.sync('pod')?.problem).toContain('403');
    } finally {
      await live.close();
    }
  });

  test('what may be listed shows, what may not stays hidden', async () => {
    await grant('reader', 'namespaces,configmaps');
    await kubectl('create configmap open');
    await kubectl('create secret generic closed --from-literal=key=value');
    const live = await liveGraph(await plane.addUser('reader'));
    try {
      expect(live.sync('configmap')?.state).toBe('live');
      expect(live.sync('secret')?.state).toBe('forbidden');
      expect(live.node('configmap', namespace, 'open')).toBeDefined();
      expect(live.lines().filter((line) => line.startsWith('secret/'))).toEqual([]);
    } finally {
      await live.close();
    }
  });

  test('a group of the certificate carries its rights', async () => {
    await bind('crew', { apiGroup, kind: 'Group', name: 'crew' }, ['nodes']);
    await mayList('nodes', '--as=sailor --as-group=crew');
    const live = await liveGraph(await plane.addUser('sailor', ['crew']));
    try {
      expect(live.names('G.V().Has("Type", "node")')).toEqual(['node-a', 'node-b', 'node-c']);
    } finally {
      await live.close();
    }
  });

  test('rights that are taken away end the watch at the next connection, and are told', async () => {
    await grant('leaver', 'namespaces,configmaps');
    const live = await liveGraph(await plane.addUser('leaver'));
    try {
      expect(live.sync('configmap')?.state).toBe('live');
      await kubectl('delete clusterrolebinding leaver-namespaces-configmaps');
      // A watch that runs goes on; a server asks for rights only when it begins.
      await plane.restartApiServer();
      await live.until('the refusal is told', () => live.sync('configmap')?.state === 'forbidden');
    } finally {
      await live.close();
    }
  });

  test('a kubeconfig that is replaced on disk is used from then on', async () => {
    await grant('old', 'configmaps');
    await grant('new', 'configmaps');
    const folder = mkdtempSync(join(tmpdir(), 'canopy-rights-'));
    const file = join(folder, 'kubeconfig');
    copyFileSync(await plane.addUser('old'), file);
    const live = await liveGraph(file);
    try {
      copyFileSync(await plane.addUser('new'), file);
      await kubectl('delete clusterrolebinding old-configmaps');
      await plane.restartApiServer();
      await kubectl('create configmap rotated');
      await live.until('news arrive', () => live.node('configmap', namespace, 'rotated') !== undefined);
      expect(live.sync('configmap')?.state).toBe('live');
    } finally {
      await live.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
