/** A server that wants a token: the page asks for it, says when it was not taken, and shows the cluster to those who bring it. */

import { expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { startServer } from './server.ts';
import { onGround } from './stage.ts';

const token = 'a-token-for-this-test';

onGround(
  'a server that wants a token',
  ({ kubectl }) => startServer(kubectl, { CANOPY_TOKEN: token }),
  (stage) => {
    test('is asked with the keyboard alone, and a wrong token is told from none', async () => {
      const view = await stage.open();
      view.forgive(/401/);
      const { page } = view;
      await page.locator('[data-notice=token]').waitFor();
      expect(await page.locator('[data-phase]').innerText()).toMatch(/token/i);
      expect(await page.getByRole('button', { name: 'Zoom in' }).count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('token');
      expect(await page.getByRole('alert').count()).toBe(0);
      await page.keyboard.type('not-the-right-one');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('did not take').waitFor();
      // The socket is turned away as well, a little later.
      await page.waitForTimeout(500);
      expect(await page.getByRole('alert').count()).toBe(1);
      expect(await violations(page)).toEqual([]);
      await view.shot('token refused');
      await page.keyboard.type(token);
      await page.keyboard.press('Enter');
      await view.shows({ type: 'deployment', name: 'hello-node' });
      await view.phase('live');
      await page.reload();
      await view.shows({ type: 'deployment', name: 'hello-node' });
    });
  },
);
