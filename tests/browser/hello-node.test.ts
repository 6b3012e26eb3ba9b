/** The first story: what kubectl does is in the open page before the user has looked up. */

import { expect, test } from 'vitest';
import { linesOf } from './picture.ts';
import { onStage } from './stage.ts';

onStage('hello-node', (stage) => {
  test('is in the dashboard within ten seconds of the start of the server', async () => {
    const view = await stage.open();
    const at = await view.shows({ type: 'deployment', name: 'hello-node', namespace: 'default' });
    const took = at - stage.server.startedAt;
    console.info(`hello-node: its row is in the page ${took} ms after the server was started`);
    expect(took).toBeLessThan(10_000);
    await view.shows({ type: 'service', name: 'hello-node' });
    await view.phase('live');
    await view.shot('hello-node');
  });

  test('a deployment made by kubectl is in the open page within a second, and goes as fast', async () => {
    const view = await stage.open();
    await view.phase('live');
    const namespace = await stage.namespace();
    const deployment = { type: 'deployment', namespace, name: 'hello' };
    const pods = { type: 'pod', namespace, state: 'UP' };
    const [came, up] = [view.shows(deployment), view.shows(pods, 3)];
    await stage.server.kubectl(`create deployment hello --image=x --replicas=3 -n ${namespace}`);
    const created = Date.now();
    console.info(`kubectl create: row ${(await came) - created} ms, three pods up ${(await up) - created} ms later`);
    expect((await came) - created).toBeLessThan(1_000);
    await view.shot('hello created');

    const id = await view.idOf(deployment);
    const box = await view.page.evaluate((id) => globalThis.canopy.position(id)?.shownAs, id);
    expect(box).toBe(id);

    const gone = view.lacks(deployment);
    await stage.server.kubectl(`delete deployment hello -n ${namespace}`);
    const deleted = Date.now();
    console.info(`kubectl delete: row gone ${(await gone) - deleted} ms later`);
    expect((await gone) - deleted).toBeLessThan(1_000);
    await view.lacks({ type: 'pod', namespace });
    expect(await view.page.evaluate((id) => globalThis.canopy.position(id), id)).toBeUndefined();
  });

  test('scaling shows as pods that come and go', async () => {
    const namespace = await stage.namespace();
    await stage.server.kubectl(`create deployment scaled --image=x -n ${namespace}`);
    const view = await stage.open();
    await view.shows({ type: 'pod', namespace, state: 'UP' }, 1);
    await stage.server.kubectl(`scale deployment scaled --replicas=4 -n ${namespace}`);
    await view.shows({ type: 'pod', namespace, state: 'UP' }, 4);
    await stage.server.kubectl(`scale deployment scaled --replicas=2 -n ${namespace}`);
    await view.shows({ type: 'pod', namespace }, 2);
  });

  test('an exposed deployment gets a service with a line for its pods', async () => {
    const namespace = await stage.namespace();
    const view = await stage.open();
    await stage.server.kubectl(`create deployment exposed --image=x --replicas=2 -n ${namespace}`);
    await stage.server.kubectl(`expose deployment exposed --port=8080 -n ${namespace}`);
    await view.shows({ type: 'service', namespace, name: 'exposed' });
    const line = async () =>
      (await linesOf(view.page, 'service')).find(
        ({ from, to }) => from === 'service/exposed' && to === 'deployment/exposed',
      );
    await expect.poll(line, { timeout: 10_000 }).toMatchObject({ count: 2 });
  });

  test('the sums under the picture account for every relation', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'hello-node' });
    const { all, drawn, nested, inside, hidden, nodes, counted } = await view.page.evaluate(() => {
      const { totals, nodes, counted } = globalThis.canopy;
      return { ...totals, nodes, counted: counted.nodes };
    });
    expect(drawn + nested + inside + hidden).toBe(all);
    expect(counted).toBe(nodes);
  });
});
