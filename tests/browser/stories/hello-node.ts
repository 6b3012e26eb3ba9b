/** hello-node, as the blog post tells it: created, exposed, found by three queries, scaled and deleted. */

import { expect } from 'vitest';
import { linesOf, markedIn } from '../picture.ts';
import type { Ground, Stage } from '../stage.ts';

export async function helloNode({ server: { kubectl }, open, namespace: make }: Stage<Ground>): Promise<void> {
  const namespace = await make();
  const view = await open({ address: { filter: `G.V().Has("K8s.Namespace", "${namespace}")` } });
  await view.phase('live');
  const deployment = { type: 'deployment', namespace, name: 'hello-node' };
  const pods = { type: 'pod', namespace, state: 'UP' };
  await kubectl(`create deployment hello-node --image=registry.k8s.io/echoserver:1.10 -n ${namespace}`);
  await view.shows(deployment);
  await view.shows(pods, 1);
  await kubectl(`expose deployment hello-node --port=8080 -n ${namespace}`);
  await view.shows({ type: 'service', namespace, name: 'hello-node' });
  const line = async () =>
    (await linesOf(view.page, 'service')).find(
      ({ from, to }) => from === 'service/hello-node' && to === 'deployment/hello-node',
    );
  await expect.poll(line).toMatchObject({ count: 1 });

  for (const type of ['deployment', 'service', 'pod']) {
    await view.type(
      'highlight',
      `G.V().Has("K8s.Labels.app", "hello-node", "K8s.Namespace", "${namespace}", "Type", "${type}")`,
    );
    await expect.poll(() => markedIn(view.page)).toEqual([expect.stringMatching(`^${type}/hello-node`)]);
  }

  await kubectl(`scale deployment hello-node --replicas=3 -n ${namespace}`);
  await view.shows(pods, 3);
  await kubectl(`delete deployment,service hello-node -n ${namespace}`);
  await view.lacks(deployment);
  await view.lacks({ type: 'pod', namespace });
  await view.lacks({ type: 'service', namespace });
}
