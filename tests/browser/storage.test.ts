/** The third story: a pod that does not start, and the red chain that leads to the reason. */

import { expect, test } from 'vitest';
import { onStage } from './stage.ts';
import { chainOn, claimWithoutVolume } from './stories/storage.ts';

onStage('storage', (stage) => {
  test('a claim without a volume is down, the pod that waits for it too, and both come up with the volume', () =>
    claimWithoutVolume(stage));

  test('a deleted volume leaves a hole that its claim points to, until it is back', async () => {
    const chain = await chainOn(stage);
    const view = await stage.open();
    await chain.apply('volume', 'claim', 'pod');
    await view.shows({ ...chain.pod, state: 'UP' });
    await view.shows({ ...chain.claim, state: 'UP' });
    await chain.wipe('pv', chain.volume);
    const volume = { type: 'persistentvolume', name: chain.volume };
    await view.shows({ ...volume, state: 'DOWN', health: 'missing' });
    await view.shows({ ...chain.claim, state: 'DOWN' });
    await chain.apply('volume');
    await view.shows({ ...volume, state: 'UP' });
    await view.shows({ ...chain.claim, state: 'UP' });
  });

  test('a pod made while its claim is gone is down, and the missing claim is the cause', async () => {
    const chain = await chainOn(stage);
    const view = await stage.open();
    await chain.apply('volume', 'claim', 'pod');
    await view.shows({ ...chain.pod, state: 'UP' });
    await stage.server.kubectl(`delete pod task-pv-pod -n ${chain.namespace}`);
    await stage.server.kubectl(`delete pvc task-pv-claim -n ${chain.namespace}`);
    await view.lacks(chain.claim);
    await chain.apply('pod');
    await view.shows({ ...chain.claim, state: 'DOWN', health: 'missing' });
    await view.shows({ ...chain.pod, state: 'DOWN' });
    const [claim, pod] = [await view.idOf(chain.claim), await view.idOf(chain.pod)];
    await view.page.locator('#tab-problems').click();
    const cause = view.page.locator('[data-problems] li').filter({ has: view.page.locator(`[data-id="${claim}"]`) });
    await cause.waitFor();
    await expect.poll(() => cause.innerText()).toMatch(/NotFound/);
    await expect.poll(() => cause.innerText()).toMatch(/takes down 2 more/);
    await expect.poll(() => view.page.locator(`[data-problems] .cause[data-id="${pod}"]`).count()).toBe(0);
    await view.shot('storage missing claim');

    await stage.server.kubectl(`delete pv ${chain.volume}`);
    await chain.apply('volume', 'claim');
    await view.shows({ ...chain.claim, state: 'UP' });
    await view.shows({ ...chain.pod, state: 'UP' });
  });
});
