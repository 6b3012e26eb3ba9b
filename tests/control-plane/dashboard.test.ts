/** The stories of the blog post in the dashboard, in a real Chromium, on a real cluster: as `tests/browser` on the sandbox. */

import { test } from 'vitest';
import { type Ground, onGround } from '../browser/stage.ts';
import { helloNode } from '../browser/stories/hello-node.ts';
import { bookShop } from '../browser/stories/network-policy.ts';
import { secretOfWordpress } from '../browser/stories/secret.ts';
import { claimWithoutVolume } from '../browser/stories/storage.ts';
import { startCanopy } from './canopy.ts';
import { kubectlFor } from './kubectl.ts';
import { sharedControlPlane } from './shared.ts';

async function startOnCluster(): Promise<Ground> {
  const plane = await sharedControlPlane();
  const kubectl = kubectlFor(['--kubeconfig', plane.kubeconfig]);
  const canopy = await startCanopy(plane.kubeconfig);
  const made: string[] = [];
  return {
    url: canopy.url,
    kubectl: (args, manifest) => {
      const namespace = /^create namespace (\S+)/.exec(args)?.[1];
      if (namespace !== undefined) made.push(namespace);
      return kubectl(args, manifest);
    },
    close: async () => {
      await canopy.close();
      if (made.length > 0) await kubectl(`delete namespace ${made.join(' ')} --wait=false`);
      await plane.close();
    },
  };
}

onGround('the dashboard on a real cluster', startOnCluster, (stage) => {
  test('hello-node comes, is exposed, grows and goes', () => helloNode(stage));

  test('the book shop shows who may talk to whom', () => bookShop(stage));

  test('a claim without a volume is the cause, until the volume comes', () => claimWithoutVolume(stage));

  test('a changed secret shows who still runs with the old one', () => secretOfWordpress(stage));
});
