/** The page in both themes and on a narrow screen: nothing is unreadable, nothing sticks out. */

import { expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { onStage } from './stage.ts';
import type { View } from './view.ts';

/** Elements of the bar and the panels that reach beyond the window. */
const sticksOut = (view: View) =>
  view.page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const wide = [...document.querySelectorAll<HTMLElement>('header *, aside *, main > *')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && element.closest('pre, svg, [role=tree]') === null && (left < -1 || right > clientWidth + 1);
    });
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []),
      ...wide.map((element) => `${element.tagName} ${element.className}`),
    ];
  });

/** A corner of the picture has the colour of the style sheet. */
const isOnGround = (view: View) =>
  view.page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const colour = () => context.getImageData(0, 0, 1, 1).data.join();
    context.drawImage(document.querySelector<HTMLCanvasElement>('canvas[data-stage]')!, 0, 0);
    const drawn = colour();
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--stage-bg');
    context.fillRect(0, 0, 1, 1);
    return colour() === drawn;
  });

onStage('the looks', (stage) => {
  for (const theme of ['dark', 'light'] as const) {
    test(`in the ${theme} theme break no rule of WCAG 2 A and AA`, async () => {
      const view = await stage.open({ theme });
      await view.shows({ type: 'deployment', name: 'hello-node' });
      await view.phase('live');
      await view.shot(`overview ${theme}`);
      expect(await violations(view.page)).toEqual([]);
      expect(await sticksOut(view)).toEqual([]);
      await view.row({ type: 'deployment', name: 'hello-node' }).click();
      await view.page.locator('[data-details]').waitFor();
      await view.shot(`details ${theme}`);
      expect(await violations(view.page)).toEqual([]);
    });

    test(`on a screen of 390 pixels in the ${theme} theme are all within it`, async () => {
      const view = await stage.open({ theme, width: 390, height: 844 });
      await view.phase('live');
      await expect.poll(() => view.page.evaluate(() => globalThis.canopy.visible.length)).toBeGreaterThan(20);
      await view.shot(`narrow ${theme}`);
      expect(await sticksOut(view)).toEqual([]);
      expect(await violations(view.page)).toEqual([]);
      await view.page.locator('#tab-legend').click();
      await view.shot(`narrow legend ${theme}`);
      expect(await sticksOut(view)).toEqual([]);
      await view.page.getByRole('button', { name: 'Outline' }).click();
      await view.shows({ type: 'deployment', name: 'hello-node' });
      await view.shot(`narrow outline ${theme}`);
      expect(await violations(view.page)).toEqual([]);
      // Its first row is not behind the bar.
      await view.row({ type: 'cluster' }).click();
      await view.page.getByRole('button', { name: 'Outline' }).click();
      await view.page.locator('#highlight').click();
      await view.page.locator('#highlight-choices [role=option]').first().waitFor();
      await view.page.locator('#highlight[contenteditable]').waitFor();
      expect(await sticksOut(view)).toEqual([]);
      await view.page.keyboard.press('Escape');
      await view.type('highlight', 'G.V().Hass()');
      await view.page.locator('#highlight-problem').waitFor();
      expect(await sticksOut(view)).toEqual([]);
    });
  }

  test('change with the theme in the picture as around it', async () => {
    const view = await stage.open();
    await view.phase('live');
    for (const theme of ['light', 'dark']) {
      await view.page.keyboard.press('t');
      await expect.poll(() => view.page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
      await expect.poll(() => isOnGround(view)).toBe(true);
    }
  });

  test('tell what is down by words and shapes, in red, without breaking a rule', async () => {
    const namespace = await stage.namespace();
    await stage.server.kubectl(`apply -n ${namespace} -f -`, lonely);
    for (const theme of ['dark', 'light'] as const) {
      const view = await stage.open({ theme, address: { panel: 'problems' } });
      await view.shows({ type: 'pod', namespace, name: 'lonely', state: 'DOWN' });
      await view.page.locator('[data-problems] li').first().waitFor();
      expect(await view.row({ type: 'pod', namespace, name: 'lonely' }).innerText()).toMatch(/lonely/);
      expect(await view.row({ type: 'configmap', namespace, name: 'nowhere' }).innerText()).toMatch(/NotFound/);
      expect(await violations(view.page)).toEqual([]);
      await view.shot(`problems ${theme}`);
    }
  });
});

const lonely = `
apiVersion: v1
kind: Pod
metadata: { name: lonely }
spec:
  containers: [{ name: main, image: x, envFrom: [{ configMapRef: { name: nowhere } }] }]
`;
