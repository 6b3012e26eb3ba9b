/** A graph that follows a cluster, with the objects behind it. */

import { Graph } from '@canopy/model';
import { type KubeObject, watchedKinds } from '@canopy/model/kinds';
import { connect, createProbe } from '@canopy/model/probe';

export interface Watched {
  readonly graph: Graph;
  extra(id: string): Promise<KubeObject | undefined>;
  close(): Promise<void>;
}

export async function watch(kubeconfig: string): Promise<Watched> {
  const stop = new AbortController();
  const graph = new Graph();
  const source = await connect({ kubeconfig, kinds: watchedKinds, clusterName: 'real' });
  const probe = createProbe({ graph, sources: [source], kinds: watchedKinds });
  const running = probe.run(stop.signal);
  await probe.whenReady(AbortSignal.timeout(60_000));
  return {
    graph,
    extra: (id) => probe.extra(id),
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

/** Rejects after the deadline, in milliseconds. */
export async function until(what: string, condition: () => Promise<boolean>, deadline: number): Promise<void> {
  const end = performance.now() + deadline;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`not so after ${deadline} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
