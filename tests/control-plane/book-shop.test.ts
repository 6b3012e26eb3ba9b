/** The truth table of the book shop's seven policies, on the objects of a real control plane. */

import { afterAll, expect, test } from 'vitest';
import { bookShop, drawn, expected, isThere, judgedBy } from '../cases/book-shop.ts';
import { kubectlFor } from './kubectl.ts';
import { liveGraph } from './live.ts';
import { openScenario } from './scenario.ts';

const scenario = await openScenario('books');
const { plane, namespace } = scenario;
const anywhere = kubectlFor(['--kubeconfig', plane.kubeconfig]);
const live = await liveGraph(plane.kubeconfig);
afterAll(async () => {
  await anywhere('delete -f - --wait=false --ignore-not-found', bookShop(namespace));
  await live.close();
  await scenario.close();
});

test('the seven policies say of every pair and every port what the documentation says', async () => {
  await anywhere('wait --for=create serviceaccount/default --namespace default --timeout=180s');
  await anywhere('wait --for=create serviceaccount/default --namespace kube-system --timeout=180s');
  await anywhere(`create namespace ${namespace}-next`);
  await anywhere(`wait --for=create serviceaccount/default --namespace ${namespace}-next --timeout=180s`);
  await anywhere('apply -f -', bookShop(namespace));
  await live.until('the book shop is up', () => isThere(live.graph.reader, namespace));
  expect(drawn(judgedBy(live.graph.reader, namespace))).toBe(expected);
});

test('without the policy that denies everything all fare alike: each pod is still isolated by the one that opens it', async () => {
  await anywhere(`delete networkpolicy deny-all --namespace ${namespace}`);
  const count = () => [...live.graph.reader.ofType('networkpolicy')].filter((p) => p.namespace === namespace).length;
  await live.until('the policy is gone', () => count() === 6);
  expect(drawn(judgedBy(live.graph.reader, namespace))).toBe(expected);
});
