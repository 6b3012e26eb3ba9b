/** Queries as people type them: the tutorial's own, ones that find nothing, and ones with a fault. */

import { expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { markedIn } from './picture.ts';
import { onStage } from './stage.ts';
import type { View } from './view.ts';

/** `type/name` of every object in the picture that is highlighted, sorted; the random ends of names cut off. */
async function marked(view: View): Promise<string[]> {
  const names = await markedIn(view.page);
  return names.map((name) => name.replace(/-[a-z0-9]{8,10}(-[a-z0-9]{5})?$/, '')).sort();
}

const types = (view: View) =>
  view.page.evaluate(() => [...new Set(globalThis.canopy.visible.map(({ type }) => type))].sort());

onStage('queries', (stage) => {
  test('the label of hello-node as a filter leaves its chain and nothing else', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.type('filter', 'G.V().Has("K8s.Labels.app", "hello-node")');
    await view.lacks({ type: 'namespace', name: 'bookinfo' });
    await view.shows({ type: 'deployment' }, 1);
    await view.shows({ type: 'pod', state: 'UP' }, 1);
    await expect
      .poll(() => types(view))
      .toEqual(expect.arrayContaining(['deployment', 'pod', 'replicaset', 'service']));
    await expect.poll(() => types(view)).not.toContain('secret');
    await view.shot('filter hello-node');
    await view.page.getByRole('button', { name: 'Clear the filter' }).click();
    await view.shows({ type: 'namespace', name: 'bookinfo' });
  });

  test('the three highlights of the tutorial mark deployments, services and pods', async () => {
    const view = await stage.open({ address: { filter: 'G.V().Has("K8s.Labels.app", "hello-node")' } });
    await view.shows({ type: 'deployment', name: 'hello-node' });
    for (const type of ['deployment', 'service', 'pod']) {
      await view.type('highlight', `G.V().Has("Type", "${type}")`);
      await expect.poll(() => marked(view)).toEqual([`${type}/hello-node`]);
    }
  });

  test('the label of the book shop as a filter leaves six deployments and seven policies', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.type('filter', 'G.V().Has("K8s.Labels.app", "bookinfo")');
    await view.lacks({ type: 'deployment', name: 'hello-node' });
    await view.shows({ type: 'deployment' }, 6);
    await view.shows({ type: 'networkpolicy' }, 7);
    await view.choose('highlight', 'k8s network');
    await expect.poll(async () => (await marked(view)).length).toBe(13);
  });

  test('the names that begin with task-pv are found in the storage preset', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.choose('filter', 'k8s storage');
    await view.lacks({ type: 'deployment' });
    await view.type('highlight', 'G.V().Has("Name", Regex("task-pv-*"))');
    await expect
      .poll(() => marked(view))
      .toEqual(['persistentvolume/task-pv-volume', 'persistentvolumeclaim/task-pv-claim', 'pod/task-pv-pod']);
  });

  test('a filter that finds nothing says so and offers the way back', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.type('filter', 'G.V().Has("Name", "nobody")');
    const notice = view.page.locator('[data-notice=empty]');
    await notice.waitFor();
    await view.shot('filter empty');
    expect(await notice.innerText()).toMatch(/nothing through/);
    expect(await violations(view.page)).toEqual([]);
    await notice.getByRole('button').click();
    await view.shows({ type: 'deployment', name: 'hello-node' });
  });

  test('a view without any kind says so and offers the way back', async () => {
    const view = await stage.open({ address: { hide: 'cluster' } });
    const notice = view.page.locator('[data-notice="hidden"]');
    await notice.waitFor();
    expect(await violations(view.page)).toEqual([]);
    await notice.getByRole('button').click();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await notice.waitFor({ state: 'detached' });
  });

  test('a filter with a fault says where it is, and the picture stays as it was', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.type('filter', 'G.V().Has("Type" "pod")');
    const problem = view.page.locator('#filter-problem');
    await problem.waitFor();
    await view.shot('filter fault');
    expect(await problem.locator('mark').innerText()).toBe('"pod"');
    expect(await problem.innerText()).toContain('^');
    expect(await view.page.locator('#filter').getAttribute('aria-invalid')).toBe('true');
    expect(await view.page.locator('#filter').getAttribute('aria-describedby')).toContain('filter-problem');
    expect(await violations(view.page)).toEqual([]);
    await view.phase('live');
    await view.shows({ type: 'deployment', name: 'hello-node' });
  });

  test('an unknown step in a highlight is named', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.type('highlight', 'G.V().Hass("Type", "pod")');
    const problem = view.page.locator('#highlight-problem');
    await problem.waitFor();
    expect(await problem.innerText()).toMatch(/Hass/);
    expect(await problem.innerText()).toMatch(/Has\b/);
  });

  test('a view is its address: another window that opens it shows the same', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.type('filter', 'G.V().Has("K8s.Labels.app", "hello-node")');
    await view.lacks({ type: 'namespace', name: 'bookinfo' });
    await view.row({ type: 'service', name: 'hello-node' }).click();
    await expect.poll(() => view.page.url()).toMatch(/filter=.*select=service/);
    const address = Object.fromEntries(new URL(view.page.url()).searchParams);
    const other = await stage.open({ address });
    await other.shows({ type: 'deployment' }, 1);
    const service = other.row({ name: 'hello-node', type: 'service' });
    await expect.poll(() => service.getAttribute('aria-selected')).toBe('true');
  });

  test('a selected line is in the address as well, and says why in another window', async () => {
    const view = await stage.open({ address: { select: 'secret/default/mysql-pass', panel: 'details' } });
    await view.page.locator('[data-relation=pod] .explain').first().click();
    await view.page.locator('[data-why=pod]').waitFor();
    await expect.poll(() => view.page.url()).toMatch(/line=pod%3Epod\/default\/wordpress/);
    const address = Object.fromEntries(new URL(view.page.url()).searchParams);
    const other = await stage.open({ address });
    await other.page.locator('[data-why=pod]').waitFor();
    await expect.poll(() => other.page.locator('[data-edge]').innerText()).toMatch(/secretKeyRef/);
  });

  test('a namespace is an object only where the filter lets it through', async () => {
    const view = await stage.open();
    await view.shows({ type: 'namespace', name: 'bookinfo' });
    await view.type('filter', 'G.V().Has("Type", "pod")');
    await view.lacks({ type: 'namespace' });
    await view.shows({ type: 'namespace', name: 'bookinfo', form: 'shell' });
    await view.type('filter', 'G.V().Has("Type", Within("pod", "namespace"))');
    await view.shows({ type: 'namespace', name: 'bookinfo' });
  });
});
