/** The applications of the blog post on a real cluster: every edge that their stories name, and how their storage fares. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { kubectlFor } from './kubectl.ts';
import { liveGraph } from './live.ts';
import { openScenario } from './scenario.ts';
import { storyOf } from './story.ts';

const samples = join(import.meta.dirname, '../../packages/sandbox/samples');
const { plane, namespace, kubectl, close } = await openScenario('blog');
const anywhere = kubectlFor(['--kubeconfig', plane.kubeconfig]);
const live = await liveGraph(plane.kubeconfig);
afterAll(async () => {
  await anywhere(`delete -f ${samples}/bookinfo.yaml --wait=false --ignore-not-found`);
  await anywhere('delete pv task-pv-volume --ignore-not-found --wait=false');
  await live.close();
  await close();
});

const story = (name: string) =>
  readFileSync(join(import.meta.dirname, `stories/${name}.txt`), 'utf8')
    .trim()
    .split('\n');
const state = (type: string, name: string) =>
  live.node(type, type === 'persistentvolume' ? '' : namespace, name)?.status.state;

/** Those of the story's lines that the graph has; what else shares the cluster does not matter. */
async function holds(name: string, where: string, relations: readonly string[]): Promise<void> {
  const expected = story(name);
  const found = () => storyOf(live.graph.reader, where, relations).filter((line) => expected.includes(line));
  await live.until(`the story of ${name}`, () => found().length === expected.length).catch(() => {});
  expect(found()).toEqual(expected);
}

describe('the blog post on a real cluster', () => {
  test('bookinfo: services, workloads and what seven policies select', async () => {
    await anywhere(`apply -f ${samples}/bookinfo.yaml`);
    const relations = ['deployment', 'replicaset', 'service', 'networkpolicy'];
    await holds('bookinfo', 'bookinfo', relations);
    // Nothing is selected that the story does not name, but pods of other scenarios in the default namespace.
    const policies = storyOf(live.graph.reader, 'bookinfo', ['networkpolicy']);
    const others = policies.filter((line) => !line.startsWith('networkpolicy productpage-ingress'));
    expect(others).toEqual(story('bookinfo').filter((line) => others.includes(line)));
  });

  test('wordpress: pods, their secret, claims and volumes', async () => {
    await kubectl(`apply -f ${samples}/wordpress.yaml`);
    await holds('wordpress', namespace, [
      'deployment',
      'replicaset',
      'service',
      'pod',
      'persistentvolumeclaim',
      'storageclass',
    ]);
    const users = `G.V().Has('Name', 'mysql-pass', 'K8s.Namespace', '${namespace}').In().Has('Type', 'pod')`;
    expect(live.names(users).map((name) => name.replace(/-[a-z0-9]+-[a-z0-9]+$/, ''))).toEqual([
      'wordpress',
      'wordpress-mysql',
    ]);
  });

  test('storage: before binding pod and claim are down and the volume is up; afterwards all are up', async () => {
    const manifest = readFileSync(join(samples, 'storage.yaml'), 'utf8');
    expect(manifest).toContain('storage: 3Gi');
    await kubectl('apply -f -', manifest.replace('storage: 3Gi', 'storage: 30Gi'));
    await live.until('the pod waits', () => state('pod', 'task-pv-pod') === 'DOWN');
    await live.until('the claim waits', () => state('persistentvolumeclaim', 'task-pv-claim') === 'DOWN');
    await live.until('the volume is there', () => state('persistentvolume', 'task-pv-volume') === 'UP');
    expect(live.node('persistentvolume', '', 'task-pv-volume')?.fields.Status).toBe('Available');

    await kubectl('delete pod task-pv-pod --timeout=180s');
    await kubectl('delete pvc task-pv-claim --timeout=180s');
    await kubectl('apply -f -', manifest);
    const all = () =>
      state('pod', 'task-pv-pod') === 'UP' &&
      state('persistentvolumeclaim', 'task-pv-claim') === 'UP' &&
      state('persistentvolume', 'task-pv-volume') === 'UP';
    await live.until('all three are up', all);
    await holds('storage', namespace, ['pod', 'persistentvolumeclaim']);
  });
});
