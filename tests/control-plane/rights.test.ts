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
  await kubectl(`create clusterrole ${name} --verb=get,list,watch --resource=${resources}`);
  await kubectl(`create clusterrolebinding ${name} --clusterrole=${name} --user=${user}`);
  await kubectl(`label clusterrole,clusterrolebinding ${name} canopy.test/rights=yes`);
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
    await kubectl('create clusterrole crew --verb=get,list,watch --resource=nodes');
    await kubectl('create clusterrolebinding crew --clusterrole=crew --group=crew');
    await kubectl('label clusterrole,clusterrolebinding crew canopy.test/rights=yes');
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
