/** The API server goes away, comes back, forgets: the graph ends up as a rebuild would make it. */

import { afterAll, describe, expect, test } from 'vitest';
import { liveGraph, untilEqualsRebuild } from './live.ts';
import { openScenario } from './scenario.ts';

const scenario = await openScenario('faults');
const { plane, namespace, kubectl } = scenario;
const live = await liveGraph(plane.kubeconfig);
afterAll(async () => {
  await live.close();
  await scenario.close();
});

const has = (name: string) => live.node('configmap', namespace, name) !== undefined;
const ours = () => live.lines().filter((line) => line.includes(`/${namespace}/`));
const allLive = () => live.status.kinds.every((one) => one.state === 'live' || one.state === 'absent');
const relists = () => live.status.kinds.reduce((sum, one) => sum + one.relists, 0);

describe('an API server with troubles', () => {
  test('a server that is away is told, and the picture stays', async () => {
    await kubectl('create configmap before');
    // The controllers' own config map too: nothing is on its way to this namespace any more.
    await live.until('the config maps show', () => has('before') && has('kube-root-ca.crt'));
    const picture = ours();
    await plane.stopApiServer();
    try {
      await live.until('the source notices', () => live.sync('configmap')?.state === 'failing');
      expect(live.sync('configmap')?.problem).toEqual(expect.any(String));
      expect(has('before')).toBe(true);
      expect(ours()).toEqual(picture);
    } finally {
      await plane.startApiServer();
    }
    await live.until('everything is live again', allLive);
    await kubectl('create configmap after');
    await live.until('news arrive again', () => has('after'));
    await untilEqualsRebuild(live, plane.kubeconfig);
  });

  test('a server that restarts in the middle of changes loses none of them', async () => {
    await kubectl('create deployment churn --image=registry.k8s.io/pause:3.10 --replicas=3');
    await live.until(
      'pods show',
      () => live.names('G.V().Has("K8s.Labels.app", "churn").Has("Type", "pod")').length === 3,
    );
    await kubectl('scale deployment churn --replicas=6');
    await plane.restartApiServer();
    await kubectl('scale deployment churn --replicas=2');
    await plane.restartApiServer();
    await kubectl('delete deployment churn --wait=false');
    await kubectl('create configmap during');
    await live.until('everything is live again', allLive);
    await live.until('the last change shows', () => has('during'));
    await untilEqualsRebuild(live, plane.kubeconfig);
  });

  test('a forgotten version is listed anew, and an object made again meanwhile is another one', async () => {
    await kubectl('create configmap reborn --from-literal=a=1');
    await live.until('the config map shows', () => has('reborn'));
    const first = live.node('configmap', namespace, 'reborn')?.id;
    const before = relists();
    await plane.stopApiServer();
    await live.until('the source notices', () => live.sync('configmap')?.state === 'failing');
    await plane.startApiServer();
    await kubectl('delete configmap reborn');
    await kubectl('create configmap reborn --from-literal=b=2');
    await plane.compact();
    await plane.restartApiServer();
    await live.until('everything is live again', allLive);
    await live.until(
      'the new one shows',
      () => has('reborn') && live.node('configmap', namespace, 'reborn')?.id !== first,
    );
    await untilEqualsRebuild(live, plane.kubeconfig);
    expect(relists()).toBeGreaterThan(before);
  });
});
