/** The secret of wordpress: who uses it, who runs with the old one after a change, and nobody after a restart. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { markedIn } from '../picture.ts';
import type { Ground, Stage } from '../stage.ts';
import type { View } from '../view.ts';

const sample = readFileSync(join(import.meta.dirname, '../../../packages/sandbox/samples/wordpress.yaml'), 'utf8');
const workloads = ['wordpress', 'wordpress-mysql'];

export async function secretOfWordpress({ server: { kubectl }, open, namespace: make }: Stage<Ground>): Promise<void> {
  const namespace = await make();
  await kubectl(`apply -n ${namespace} -f -`, sample);
  const inHere = `"K8s.Namespace", "${namespace}"`;
  const address = {
    filter: `G.V().Has(${inHere})`,
    highlight: `G.V().Has("Type", "secret", "Name", "mysql-pass", ${inHere}).In().Has("Type", "pod")`,
    panel: 'problems',
  };
  const view = await open({ address });
  await view.shows({ type: 'pod', namespace, state: 'UP' }, 2);
  const users = [expect.stringMatching(/^pod\/wordpress-(?!mysql)/), expect.stringMatching(/^pod\/wordpress-mysql/)];
  await expect.poll(() => markedIn(view.page)).toEqual(users);
  expect(await staleIn(view, namespace)).toEqual([]);

  const old = new Set(await markedIn(view.page));
  await kubectl(`patch secret mysql-pass -n ${namespace} -p {"stringData":{"password":"changed"}}`);
  await expect.poll(() => staleIn(view, namespace)).toEqual(workloads);
  const said = await view.page.locator('[data-stale]').innerText();
  expect(said).toContain('secret mysql-pass');
  expect(said).toContain(`kubectl rollout restart deployment/wordpress -n ${namespace}`);
  expect(said).not.toContain('changed"');
  await view.shot('stale secret');

  await kubectl(`rollout restart deployment wordpress wordpress-mysql -n ${namespace}`);
  await expect.poll(() => staleIn(view, namespace)).toEqual([]);
  await view.shows({ type: 'pod', namespace, state: 'UP' }, 2);
  // While the deployments roll over there may be an old pod of one and a new one of the other.
  await expect.poll(async () => (await markedIn(view.page)).filter((name) => old.has(name))).toEqual([]);
  await expect.poll(() => markedIn(view.page)).toEqual(users);
}

/** Names of the workloads of a namespace that the panel says to be out of date. */
async function staleIn(view: View, namespace: string): Promise<string[]> {
  const names = await view.page.evaluate((namespace) => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-stale] li > [data-id]')];
    return rows.flatMap(({ dataset: { id } }) => {
      const row = document.querySelector<HTMLElement>(`[role=treeitem][data-id="${id}"]`);
      return row?.dataset.namespace === namespace ? [row.dataset.name ?? ''] : [];
    });
  }, namespace);
  return names.sort();
}
