/** The second story: who may talk to whom in the book shop, as lines from policies to pods. */

import { expect, test } from 'vitest';
import { linesOf } from './picture.ts';
import { onStage } from './stage.ts';
import { bookShop, showsVerdicts } from './stories/network-policy.ts';

onStage('network policies', (stage) => {
  test('the preset "k8s network" keeps policies and pods, and draws who is allowed and who is not', async () => {
    const view = await stage.open();
    await view.shows({ type: 'deployment', name: 'productpage-v1' });
    await view.choose('filter', 'k8s network');
    await view.lacks({ type: 'deployment' });
    await view.shows({ type: 'networkpolicy', namespace: 'bookinfo' }, 7);
    await view.shows({ type: 'pod', namespace: 'bookinfo', state: 'UP' }, 6);
    await view.shot('network policy');
    await showsVerdicts(view);
  });

  test('the verdicts of a book shop follow its policies', () => bookShop(stage));

  test('a policy that comes and goes takes its lines with it', async () => {
    const namespace = await stage.namespace();
    await stage.server.kubectl(`create deployment web --image=x -n ${namespace}`);
    const view = await stage.open({
      address: { filter: "G.V().Has('Type', Within('namespace', 'networkpolicy', 'pod'))" },
    });
    await view.shows({ type: 'pod', namespace, state: 'UP' }, 1);
    const lines = async () =>
      (await linesOf(view.page, 'networkpolicy')).filter(({ from }) => from === 'networkpolicy/closed');
    expect(await lines()).toEqual([]);
    await stage.server.kubectl(`apply -n ${namespace} -f -`, closed);
    await view.shows({ type: 'networkpolicy', namespace, name: 'closed' });
    await expect.poll(lines).toMatchObject([{ tone: 'deny', count: 1 }]);
    await stage.server.kubectl(`delete networkpolicy closed -n ${namespace}`);
    await view.lacks({ type: 'networkpolicy', namespace });
    await expect.poll(lines).toEqual([]);
  });

  test('a policy says for each pod why it governs it', async () => {
    const view = await stage.open({ address: { select: 'networkpolicy/bookinfo/ratings-ingress', panel: 'details' } });
    const id = await view.page.locator('[data-details]').getAttribute('data-details');
    await view.shows({ type: 'networkpolicy', namespace: 'bookinfo', name: 'ratings-ingress', id: id ?? '' });
    const out = view.page.locator('[data-relation=networkpolicy][data-direction=out]');
    await out.waitFor();
    const told = [/ratings-v1/, /reviews-v2/, /reviews-v3/, /ingress allow as the governed pod/, /spec\.podSelector/];
    for (const part of told) await expect.poll(() => out.innerText()).toMatch(part);
    expect(await out.innerText()).not.toMatch(/reviews-v1/);
  });
});

const closed = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }
`;
