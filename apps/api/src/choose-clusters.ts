/** Which clusters to show: those of the kubeconfig where they can be reached, else the sandbox. Says which and why. */

import { type Kind, watchedKinds } from '@canopy/model/kinds';
import { connect, connectServer, reachable, type Source } from '@canopy/model/probe';
import type { Sandbox } from '@canopy/sandbox';
import { type KubeconfigPlace, kubeconfigPost, plainPost } from './auth/kube-post.ts';
import type { Post } from './auth/reviews.ts';
import { type Config, ConfigProblem } from './config.ts';

export interface Clusters {
  readonly sources: readonly Source[];
  /** A further source of a cluster, for kinds that are found later. */
  readonly open: (cluster: string, kinds: readonly Kind[]) => Promise<Source>;
  /** How reviews are sent to each cluster, by its name; made when somebody wants to. */
  readonly posts: () => Promise<ReadonlyMap<string, Post>>;
  readonly sandbox?: Sandbox;
  /** A sentence for the log. */
  readonly why: string;
}

/** How long a cluster may take to answer at the start. */
const patienceMs = 5_000;

/** Rejects only where a cluster was named that cannot be used. */
export async function chooseClusters(config: Config, kinds: readonly Kind[] = watchedKinds): Promise<Clusters> {
  if (config.sandbox) return sandboxed(config, kinds, 'the sandbox was asked for');
  const contexts: readonly (string | undefined)[] = config.contexts.length > 0 ? config.contexts : [undefined];
  const named = config.contexts.length > 0 || config.kubeconfig !== undefined;
  const sources: Source[] = [];
  const places = new Map<string, KubeconfigPlace>();
  const problems: string[] = [];
  for (const context of contexts) {
    const options = { kubeconfig: config.kubeconfig, context };
    const found = await reachable({ ...options, timeoutMs: patienceMs });
    if (found.reachable) {
      const namespaces = config.namespaces.length > 0 ? config.namespaces : undefined;
      const source = await connect({ ...options, kinds, namespaces });
      sources.push(source);
      places.set(source.cluster, options);
    } else problems.push(found.why);
  }
  const open = (cluster: string, kinds: readonly Kind[]) =>
    connect({
      ...places.get(cluster),
      kinds,
      ...(config.namespaces.length > 0 ? { namespaces: config.namespaces } : {}),
    });
  const posts = async () =>
    new Map(await Promise.all([...places].map(async ([name, place]) => [name, await kubeconfigPost(place)] as const)));
  if (problems.length === 0)
    return { sources, open, posts, why: `the kubeconfig's ${contexts.join(', ') || 'current context'}` };
  if (named) throw new ConfigProblem(problems.join('; '));
  return sandboxed(config, kinds, `no cluster can be reached (${problems.join('; ')})`);
}

async function sandboxed(config: Config, kinds: readonly Kind[], why: string): Promise<Clusters> {
  // Loaded only where it is wanted: a real cluster needs none of it.
  const { startSandbox } = await import('@canopy/sandbox');
  const sandbox = await startSandbox({ port: config.sandboxPort, samples: true });
  const source = connectServer(sandbox.url, { kinds, clusterName: 'sandbox' });
  const open = async (clusterName: string, kinds: readonly Kind[]) =>
    connectServer(sandbox.url, { kinds, clusterName });
  return {
    sources: [source],
    open,
    posts: async () => new Map([[source.cluster, plainPost(sandbox.url)]]),
    sandbox,
    why,
  };
}
