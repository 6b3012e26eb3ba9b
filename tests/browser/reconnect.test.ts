/** What happens to an open page when its server or the network between them goes away and comes back. */

import { expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { wayTo } from './cuttable-way.ts';
import { untilAlike } from './picture.ts';
import { onStage, type Stage } from './stage.ts';
import type { View, ViewOptions } from './view.ts';

/** What a browser says in its console when it cannot connect; the page cannot keep it from that. */
const refused = /ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)|WebSocket connection to/;

/** A page that would forget the mark if it were loaded again. */
async function openMarked(stage: Stage, options?: ViewOptions): Promise<View> {
  const view = await stage.open(options);
  view.forgive(refused);
  await view.phase('live');
  await view.page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  return view;
}

const stayed = (view: View) => view.page.evaluate(() => 'stayed' in globalThis);

onStage('a lost connection', (stage) => {
  test('shows as stale, and what happened meanwhile is there when it is back', async () => {
    const way = await wayTo(stage.server.url);
    try {
      const namespace = await stage.namespace();
      await stage.server.kubectl(`create deployment before --image=x -n ${namespace}`);
      const view = await openMarked(stage, { from: way.url });
      await view.shows({ type: 'deployment', namespace, name: 'before' });
      way.cut();
      await view.phase('stale');
      await view.shot('stale');
      expect(await violations(view.page)).toEqual([]);
      expect(await view.page.locator('[data-phase]').innerText()).toMatch(/^Stale, last seen/);
      expect(await view.row({ type: 'deployment', namespace, name: 'before' }).count()).toBe(1);

      await stage.server.kubectl(`delete deployment before -n ${namespace}`);
      await stage.server.kubectl(`create deployment after --image=x -n ${namespace}`);
      way.mend();
      await view.phase('live');
      await view.shows({ type: 'deployment', namespace, name: 'after' });
      await view.lacks({ type: 'deployment', namespace, name: 'before' });
      expect(await stayed(view)).toBe(true);
      const fresh = await stage.open();
      await fresh.shows({ type: 'deployment', namespace, name: 'after' });
      await untilAlike(view.page, fresh.page);
    } finally {
      await way.close();
    }
  });

  test('keeps a highlight and the selection', async () => {
    const way = await wayTo(stage.server.url);
    try {
      const view = await openMarked(stage, { from: way.url, address: { highlight: 'G.V().Has("Type", "secret")' } });
      await view.row({ type: 'service', name: 'hello-node' }).click();
      way.cut();
      await view.phase('stale');
      await stage.namespace();
      way.mend();
      await view.phase('live');
      expect(await view.row({ type: 'service', name: 'hello-node' }).getAttribute('aria-selected')).toBe('true');
      const marked = () => view.page.evaluate(() => globalThis.canopy.highlighted.length);
      await expect.poll(marked).toBe(1);
    } finally {
      await way.close();
    }
  });

  // The server says nothing to one who comes back and has missed nothing, so the page cannot know that it is live.
  test('is over also when nothing happened meanwhile', async () => {
    const way = await wayTo(stage.server.url);
    try {
      const view = await openMarked(stage, { from: way.url });
      way.cut();
      await view.phase('stale');
      way.mend();
      await view.phase('live');
    } finally {
      await way.close();
    }
  });

  test('to a server that was killed comes back with the picture of the new one', async () => {
    const namespace = await stage.namespace();
    await stage.server.kubectl(`create deployment forgotten --image=x -n ${namespace}`);
    const view = await openMarked(stage);
    await view.shows({ type: 'deployment', namespace, name: 'forgotten' });
    const old = await view.idOf({ type: 'deployment', name: 'hello-node' });
    await stage.server.kill();
    const lost = Date.now();
    console.info(`the server is killed: the page says stale ${(await view.phase('stale')) - lost} ms later`);
    await stage.server.startAgain();
    const back = Date.now();
    console.info(`the server is back: the page is live ${(await view.phase('live')) - back} ms later`);
    await view.lacks({ id: old });
    await view.lacks({ type: 'namespace', name: namespace });
    await view.shows({ type: 'deployment', name: 'hello-node' });
    expect(await stayed(view)).toBe(true);
    const fresh = await stage.open();
    await fresh.shows({ type: 'pod', namespace: 'default', state: 'UP' }, 4);
    await fresh.shows({ type: 'pod', namespace: 'bookinfo', state: 'UP' }, 6);
    await untilAlike(view.page, fresh.page);
    await stage.server.kubectl('create deployment again --image=x');
    await view.shows({ type: 'deployment', namespace: 'default', name: 'again' });
  });
});
