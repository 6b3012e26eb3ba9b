/** The first story: what kubectl does is in the open page before the user has looked up. */

import { expect, test } from 'vitest';
import { onStage } from './stage.ts';
import { helloNode } from './stories/hello-node.ts';

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

  test('created, exposed, found by three queries, scaled and deleted, it is in the picture at every step', () =>
    helloNode(stage));

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
