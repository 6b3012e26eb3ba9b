/** What the page says while it cannot show the cluster, or not all of it: nothing is called live or absent that is not known. */

import { expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { startFaulty } from './faulty.ts';
import { onGround } from './stage.ts';
import type { View } from './view.ts';

const reach = (view: View, wanted: string) => view.page.locator(`[data-phase][data-reach=${wanted}]`).waitFor();
const said = (view: View, where: string) => view.page.locator(where).innerText();

onGround(
  'a cluster that does not answer',
  () => startFaulty((faults) => faults.status({ code: 500, match: 'limit=' })),
  (stage) => {
    test('is told from an empty one', async () => {
      const { faults } = stage.server;
      const view = await stage.open();
      const { page } = view;
      await page.locator('[data-notice=unreachable]').getByText('500').waitFor();
      expect(await said(view, '[data-phase]')).toMatch(/^Cluster out of reach for \d+ s$/);
      expect(await violations(page)).toEqual([]);
      await view.shot('cluster unreachable');

      faults.clear();
      await view.shows({ type: 'deployment', name: 'hello-node' });
      await reach(view, 'whole');
      expect(await page.locator('[data-notice]').count()).toBe(0);
      expect(await said(view, '[data-phase]')).toBe('Live');
    });

    test('in part leaves no answer that sounds whole', async () => {
      const { faults } = stage.server;
      const view = await stage.open({ theme: 'light' });
      const { page } = view;
      await view.shows({ type: 'deployment', name: 'hello-node' });
      faults.status({ code: 403, match: /networkpolicies|secrets/ });
      faults.cut('watches');
      await page.keyboard.press('2');
      await page.locator('[data-unread]').getByText('2 kinds may not be read').waitFor();
      expect(await said(view, '#panel')).not.toContain('Everything');
      await page.keyboard.press('5');
      await page.locator('#search').fill('kind:pod hello');
      await page.locator('#search-hits [role=option]').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('[data-way=ingress]').getByText('No policy that can be seen').waitFor();
      await page.locator('[data-unread]').getByText('1 kind may not be read').waitFor();
      expect(await violations(page)).toEqual([]);
      await view.shot('kinds forbidden');
    });

    test('any more leaves its picture, which is not called live', async () => {
      const { faults } = stage.server;
      const view = await stage.open();
      const { page } = view;
      await view.shows({ type: 'deployment', name: 'hello-node' });
      await faults.stop();
      await reach(view, 'lost');
      expect(await view.row({ type: 'deployment', name: 'hello-node' }).count()).toBe(1);
      await page.keyboard.press('3');
      await page.locator('#panel [data-reach=lost]').waitFor();
      expect((await said(view, '#panel')).match(/ECONNREFUSED/g)?.length).toBe(1);
      expect(await violations(page)).toEqual([]);
      await view.shot('cluster lost');
    });
  },
);
