/** The picture arranged by its relations: the same objects and relations, elsewhere, and as live as before. */

import { expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { onStage } from './stage.ts';
import { settled, type View } from './view.ts';

const isDiagram = (view: View, wanted: boolean) =>
  view.page.waitForFunction((wanted) => globalThis.canopy.asDiagram === wanted, wanted);

/** What is in the picture, wherever it is. Kinds have no box of their own in a diagram. */
const contents = (view: View) =>
  view.page.evaluate(() => {
    const { visible, totals, nodes, edges } = globalThis.canopy;
    const objects = visible.filter(({ form, type }) => form === 'object' || type === 'deployment');
    return { objects: objects.map(({ id }) => id).sort(), summed: totals.all, nodes, edges };
  });

async function leftOf(view: View, left: string, right: string): Promise<boolean> {
  const [a, b] = await view.page.evaluate((ids) => ids.map((id) => globalThis.canopy.position(id)), [left, right]);
  return a!.x + a!.width < b!.x;
}

const web = `
apiVersion: v1
kind: ConfigMap
metadata: { name: colours, labels: { app: shop } }
---
apiVersion: v1
kind: Service
metadata: { name: shop, labels: { app: shop } }
spec: { selector: { app: shop }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: shop, labels: { app: shop } }
spec: { containers: [{ name: web, image: nginx, envFrom: [{ configMapRef: { name: colours } }] }] }
`;

const many = Array.from(
  { length: 450 },
  (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings-${i} }\n---\n`,
).join('');

onStage('a picture that is arranged by its relations', (stage) => {
  test('has every object and every relation of the other, and goes back to it', async () => {
    const view = await stage.open();
    await view.phase('live');
    await view.shows({ type: 'deployment', name: 'hello-node' });
    await settled(view.page);
    const before = await contents(view);
    await view.page.keyboard.press('d');
    await isDiagram(view, true);
    await expect.poll(() => view.page.url()).toMatch(/layout=diagram/);
    const drawn = await contents(view);
    expect(drawn).toMatchObject({ summed: before.summed, nodes: before.nodes, edges: before.edges });
    expect(drawn.objects).toEqual(expect.arrayContaining(before.objects));
    await view.shot('diagram');
    expect(await violations(view.page)).toEqual([]);
    await view.page.getByRole('button', { name: 'Arrange by relations' }).click();
    await isDiagram(view, false);
    await settled(view.page);
    expect(await contents(view)).toEqual(before);
  });

  test('puts what leads to a pod on its left and what the pod needs on its right, as they come', async () => {
    const namespace = await stage.namespace();
    const filter = `G.V().Has("K8s.Namespace", "${namespace}")`;
    const view = await stage.open({ address: { layout: 'diagram', filter }, theme: 'light' });
    await view.phase('live');
    await stage.server.kubectl(`apply -n ${namespace} -f -`, web);
    await view.shows({ type: 'pod', namespace, name: 'shop', state: 'UP' });
    const [service, pod, settings] = await Promise.all([
      view.idOf({ type: 'service', namespace, name: 'shop' }),
      view.idOf({ type: 'pod', namespace, name: 'shop' }),
      view.idOf({ type: 'configmap', namespace, name: 'colours' }),
    ]);
    await isDiagram(view, true);
    await expect.poll(() => leftOf(view, service, pod)).toBe(true);
    await expect.poll(() => leftOf(view, pod, settings)).toBe(true);
    await view.shot('diagram of a shop');
    expect(await violations(view.page)).toEqual([]);
    await stage.server.kubectl(`delete pod shop -n ${namespace} --wait=false`);
    await view.lacks({ type: 'pod', namespace, name: 'shop' });
    await expect.poll(() => view.page.evaluate((id) => globalThis.canopy.position(id)?.shownAs, pod)).not.toBe(pod);
  });

  test('that could not be made says so, beside what else is told, and is made when it is asked for again', async () => {
    const view = await stage.open({ width: 390, height: 800, address: { focus: 'deployment/default/wordpress' } });
    await view.phase('live');
    view.forgive(/Failed to load resource/);
    await view.page.route(/elk-worker/, (route) => route.abort());
    const button = view.page.getByRole('button', { name: 'Arrange by relations' });
    await button.click();
    const remark = view.page.locator('[data-remark=failed]');
    await remark.waitFor();
    expect(await remark.innerText()).toBe(
      'Arranged by place: a diagram could not be made, the layout engine could not be loaded.',
    );
    const [above, below] = await Promise.all([view.page.locator('.focus').boundingBox(), remark.boundingBox()]);
    expect(above!.y + above!.height).toBeLessThanOrEqual(below!.y);
    expect(await violations(view.page)).toEqual([]);
    await view.page.unroute(/elk-worker/);
    await button.click();
    await remark.waitFor({ state: 'detached' });
    await button.click();
    await isDiagram(view, true);
  });

  test('keeps an area that is opened or closed where it is on the screen', async () => {
    const view = await stage.open({ address: { layout: 'diagram' } });
    await isDiagram(view, true);
    const wanted = { type: 'deployment', namespace: 'default', name: 'wordpress' };
    const id = await view.idOf(wanted);
    const corner = async () => {
      const place = await view.page.evaluate((id) => globalThis.canopy.position(id), id);
      return [Math.round(place!.x), Math.round(place!.y)];
    };
    await settled(view.page);
    const before = await corner();
    const pods = view.row({ type: 'pod', namespace: 'default' });
    await view.row(wanted).locator('.sign').click();
    await expect.poll(() => pods.count()).toBe(3);
    expect(await corner()).toEqual(before);
    await view.row(wanted).locator('.sign').click();
    await expect.poll(() => pods.count()).toBe(4);
    expect(await corner()).toEqual(before);
  });

  test('has no box for an open kind: the arrow keys go to what it holds, and close it again', async () => {
    const view = await stage.open({ address: { layout: 'diagram' } });
    await isDiagram(view, true);
    const objects = { type: 'endpoints', namespace: 'bookinfo' };
    const selected = view.page.locator('[role=treeitem][aria-selected=true]');
    await view.row({ form: 'stack', type: 'endpoints' }).first().click();
    await view.page.keyboard.press('ArrowRight');
    await view.shows(objects, 4);
    await view.page.keyboard.press('ArrowLeft');
    await view.lacks(objects);
    await expect.poll(() => selected.getAttribute('data-form')).toBe('stack');
    await view.page.keyboard.press('ArrowRight');
    await view.shows(objects, 4);
    await view.page.keyboard.press('ArrowDown');
    await expect.poll(() => selected.getAttribute('data-name')).toBe('details');
    await view.page.keyboard.press('ArrowLeft');
    await expect.poll(() => selected.getAttribute('data-name')).toBe('bookinfo');
  });

  test('says so where there is too much for it, and shows that by place', async () => {
    const namespace = await stage.namespace();
    await stage.server.kubectl(`apply --server-side -n ${namespace} -f -`, `${web}---\n${many}`);
    const filter = `G.V().Has("K8s.Namespace", "${namespace}")`;
    const view = await stage.open({ address: { layout: 'diagram', filter, expand: '1' } });
    await view.phase('live');
    const remark = view.page.locator('[data-remark="too large"]');
    await remark.waitFor();
    expect(await remark.innerText()).toMatch(
      /^Arranged by place: \d+ boxes are too many for a diagram \(400 at most\)/,
    );
    await isDiagram(view, false);
    await view.shot('diagram of too much');
    expect(await violations(view.page)).toEqual([]);
  });
});
