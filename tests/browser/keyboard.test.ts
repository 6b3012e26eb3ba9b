/** Everything by key, without a pointer. */

import { expect, test } from 'vitest';
import { panels } from '../../apps/web/src/lib/panels/panels.ts';
import { violations } from './accessibility.ts';
import { onStage } from './stage.ts';
import { settled, type View } from './view.ts';

const selected = async (view: View) => {
  const row = view.page.locator('[role=treeitem][aria-selected=true]');
  return (await row.count()) === 0
    ? ''
    : `${await row.getAttribute('data-type')}/${await row.getAttribute('data-name')}`;
};
const focused = (view: View) => view.page.evaluate(() => document.activeElement?.id ?? '');

async function press(view: View, ...keys: string[]): Promise<void> {
  for (const key of keys) await view.page.keyboard.press(key);
}

onStage('the keyboard', (stage) => {
  test('walks the outline, opens and closes what is there', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await press(view, 'ArrowDown');
    await expect.poll(() => selected(view)).toBe('cluster/sandbox');
    await press(view, 'ArrowLeft');
    await view.lacks({ type: 'namespace' });
    await press(view, 'ArrowRight');
    await view.shows({ type: 'namespace', name: 'default' });
    await press(view, 'ArrowDown', 'ArrowDown');
    await expect.poll(() => selected(view)).toBe('service/services');
    await press(view, 'k');
    await press(view, 'j');
    await expect.poll(() => selected(view)).toBe('service/services');
    await press(view, 'Escape');
    await expect.poll(() => selected(view)).toBe('');
  });

  test('finds an object by its name and goes there', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await press(view, '/');
    await expect.poll(() => focused(view)).toBe('search');
    await view.page.keyboard.type('mysql-pass');
    await view.page.locator('#search-hits [role=option]').first().waitFor();
    expect(await violations(view.page)).toEqual([]);
    await press(view, 'Enter');
    await expect.poll(() => selected(view)).toBe('secret/mysql-pass');
    await view.page.locator('[data-details]').waitFor();
  });

  test('picks a preset from the list under the filter', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await press(view, 'f');
    await expect.poll(() => focused(view)).toBe('filter');
    await view.page.keyboard.type('k8s config');
    await view.page.locator('#filter-choices [role=option]').first().waitFor();
    expect(await violations(view.page)).toEqual([]);
    await press(view, 'ArrowDown', 'Enter');
    await view.lacks({ type: 'deployment' });
    await view.shows({ type: 'secret', name: 'mysql-pass' });
  });

  test('opens each panel, changes the theme and shows what the keys do', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    for (const [index, panel] of panels.entries()) {
      await press(view, String(index + 1));
      const tab = view.page.locator(`#tab-${panel}[aria-selected=true]`);
      await tab.waitFor();
      expect(await violations(view.page)).toEqual([]);
    }
    await press(view, 't');
    await expect.poll(() => view.page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
    await press(view, '?');
    await view.page.getByRole('dialog').waitFor();
    expect(await violations(view.page)).toEqual([]);
    await view.shot('keys');
    await press(view, 'Escape');
    await view.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await view.page.setViewportSize({ width: 1000, height: 400 });
    await press(view, '?');
    await view.page.getByRole('dialog').waitFor();
    expect(await view.page.getByRole('dialog').evaluate(({ scrollTop }) => scrollTop)).toBe(0);
    await press(view, 'Escape');
    await view.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await press(view, 's');
    await view.page.getByRole('dialog').waitFor();
    await expect
      .poll(() => view.page.evaluate(() => (document.activeElement as HTMLElement).dataset.format))
      .toBe('png');
  });

  test('opens a panel beside the picture and nothing in it moves', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await view.phase('live');
    await settled(view.page);
    const id = await view.idOf({ type: 'deployment', name: 'hello-node' });
    const where = () => view.page.evaluate((id) => globalThis.canopy.position(id), id);
    const before = await where();
    await press(view, '4');
    await view.page.locator('#panel').waitFor();
    await settled(view.page);
    const after = await where();
    expect(after?.x).toBeCloseTo(before?.x ?? 0, 0);
    expect(after?.y).toBeCloseTo(before?.y ?? 0, 0);
  });

  test('opens and closes what is selected, and the panel says which of both its button does', async () => {
    const view = await stage.open({ address: { select: 'deployment/default/wordpress', panel: 'details' } });
    const button = view.page.locator('.actions button').last();
    await expect.poll(() => button.innerText()).toBe('Close');
    await press(view, ' ');
    await expect.poll(() => button.innerText()).toBe('Open');
    await button.click();
    await expect.poll(() => button.innerText()).toBe('Close');
  });

  test('isolates a kind, and says when what is isolated is gone', async () => {
    const namespace = await stage.namespace();
    await stage.server.kubectl(`create secret generic only -n ${namespace}`);
    const view = await stage.open({ address: { select: `namespace/sandbox/${namespace}/secret` } });
    const bar = view.page.locator('.focus');
    await view.shows({ type: 'secret', namespace, name: 'only' });
    await press(view, 'i');
    await expect.poll(() => bar.innerText()).toMatch(/^Around secrets/);
    await view.lacks({ type: 'deployment' });
    await stage.server.kubectl(`delete secret only -n ${namespace}`);
    await expect.poll(() => bar.innerText()).toMatch(/^What was isolated is gone/);
    await view.shows({ type: 'deployment', name: 'hello-node' });
  });

  test('isolates what is around an object and lets go again', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await press(view, '/');
    await view.page.keyboard.type('mysql-pass');
    await view.page.locator('#search-hits [role=option]').first().waitFor();
    await press(view, 'Enter');
    await view.page.locator('#search').blur();
    await press(view, 'i');
    await view.lacks({ type: 'networkpolicy' });
    await view.shows({ type: 'pod', namespace: 'default' }, 2);
    await press(view, 'Escape');
    await view.shows({ type: 'networkpolicy' }, 7);
  });

  test('reaches every control with the tab key, and what has the focus can be seen', async () => {
    const view = await stage.open({ address: { panel: 'legend' } });
    await view.shows({ type: 'deployment', name: 'hello-node' });
    const reached = new Set<string>();
    const unmarked: string[] = [];
    const lost: string[] = [];
    let before = '';
    for (let count = 0; count < 80; count++) {
      await press(view, 'Tab');
      const { name, mark, nowhere } = await view.page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const frame = element.closest<HTMLElement>('.search, .field');
        const ring = getComputedStyle(element).outlineStyle !== 'none' || (frame?.matches(':focus-within') ?? false);
        const name = element.id || element.getAttribute('aria-label') || element.textContent?.trim().slice(0, 30) || '';
        const nowhere = element === document.body;
        return { name: nowhere ? '' : name, mark: ring, nowhere };
      });
      if (count > 0 && name === 'Outline') break;
      if (nowhere && !before.startsWith('tab-')) lost.push(before);
      before = name;
      reached.add(name);
      if (!mark && name !== '') unmarked.push(name);
    }
    for (const name of ['Outline', 'search', 'filter', 'highlight', 'Keys', 'What the picture shows', 'tab-legend'])
      expect([...reached]).toContain(name);
    expect(unmarked).toEqual([]);
    // After the last control the focus is the browser's.
    expect(lost).toEqual([]);
  });
});
