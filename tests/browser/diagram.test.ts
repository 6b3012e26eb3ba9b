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
