/** The book shop and its seven policies: who is allowed and who is not, as lines from policies to pods. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { linesOf } from '../picture.ts';
import type { Ground, Stage } from '../stage.ts';
import type { View } from '../view.ts';

const sample = readFileSync(join(import.meta.dirname, '../../../packages/sandbox/samples/bookinfo.yaml'), 'utf8');

/** The book shop somewhere else than where the sample puts it. */
const shopIn = (namespace: string) =>
  sample.slice(sample.indexOf('---')).replaceAll('namespace: bookinfo', `namespace: ${namespace}`);

export async function bookShop({ server: { kubectl }, open, namespace: make }: Stage<Ground>): Promise<void> {
  const namespace = await make();
  await kubectl('apply -f -', shopIn(namespace));
  const filter = `G.V().Has("K8s.Namespace", "${namespace}", "Type", Within("networkpolicy", "pod"))`;
  const view = await open({ address: { filter } });
  await view.shows({ type: 'networkpolicy', namespace }, 7);
  await view.shows({ type: 'pod', namespace, state: 'UP' }, 6);
  await view.lacks({ type: 'deployment' });
  await showsVerdicts(view);

  await kubectl(`delete networkpolicy ratings-egress -n ${namespace}`);
  await view.shows({ type: 'networkpolicy', namespace }, 6);
  await expect.poll(() => verdicts(view)).not.toContain('ratings-egress deny ratings');
}

/** Waits until the lines of a whole book shop say who is allowed and who is not. */
export async function showsVerdicts(view: View): Promise<void> {
  const denied = ['details', 'productpage', 'ratings', 'reviews'].map((service) => `deny-all deny ${service}`);
  const allowed = [
    'details-ingress allow productpage',
    'details-ingress allow details',
    'ratings-ingress allow reviews',
  ];
  await expect
    .poll(() => verdicts(view))
    .toEqual(expect.arrayContaining([...denied, ...allowed, 'ratings-egress deny ratings']));
  expect(await verdicts(view)).not.toContain('details-ingress allow ratings');
}

/** `policy tone service` for every line from a policy to a pod of a book shop. */
async function verdicts(view: View): Promise<string[]> {
  const lines = await linesOf(view.page, 'networkpolicy');
  const toPods = lines.filter(({ from, to }) => /^networkpolicy/.test(from) && /^pod/.test(to));
  const short = ({ from, to, tone }: (typeof lines)[number]) =>
    `${from.split('/')[1]} ${tone} ${/^pod\/([a-z]+)/.exec(to)?.[1]}`;
  return [...new Set(toPods.map(short))].sort();
}
