/** From a kubeconfig, a pod's service account or a bare address to a source. */

import type { Clock } from '../../base/clock.ts';
import type { Kind } from '../../kinds/define.ts';
import { ApiServer } from './api-server.ts';
import { ApiSource, type FetchLimits } from './api-source.ts';
import { anonymous, type Credentials } from './credentials.ts';
import { type ConfigOptions, configPlace, readConfig } from './kubeconfig.ts';
import { KubeconfigCredentials } from './kubeconfig-credentials.ts';

export interface SourceOptions {
  readonly kinds: readonly Kind[];
  /** The cluster's name in the graph. Default: the name of the context's cluster, else `cluster`. */
  readonly clusterName?: string;
  /** Where a kind may not be listed in all namespaces, it is listed in these; else in all that the server names. */
  readonly namespaces?: readonly string[];
  readonly limits?: FetchLimits;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Keys the hashes of redacted values; without one they differ from process to process. */
  readonly hashKey?: Buffer;
}

export interface ConnectOptions extends ConfigOptions, SourceOptions {}

export interface Found {
  readonly credentials: Credentials;
  /** As the kubeconfig calls it; absent inside a cluster, which does not know its own name. */
  readonly clusterName?: string;
  /** The namespace of the context. */
  readonly home?: string;
}

/** Reads the configuration; asks no server. Rejects with an error that names the file and the context in question. */
export async function findCluster(options: ConfigOptions): Promise<Found> {
  const place = configPlace(options);
  const config = await readConfig(place, options.context);
  const inCluster = 'cluster' in place;
  return {
    credentials: new KubeconfigCredentials(place, config),
    clusterName: inCluster ? undefined : config.getCurrentCluster()?.name,
    home: config.getContextObject(config.currentContext)?.namespace,
  };
}

/**
 * A source for the cluster of a context. Rejects for a configuration that cannot be used, not for a server that cannot be
 * reached: the source reports that, and goes on trying. `reachable` tells beforehand.
 */
export async function connect(options: ConnectOptions): Promise<ApiSource> {
  const { credentials, clusterName, home } = await findCluster(options);
  return sourceOf(credentials, { ...options, clusterName: options.clusterName ?? clusterName }, home);
}

/** A source for a server that asks for no credentials, such as the sandbox on loopback. */
export function connectServer(url: string, options: SourceOptions): ApiSource {
  return sourceOf(anonymous(url), options);
}

function sourceOf(credentials: Credentials, options: SourceOptions, home?: string): ApiSource {
  const { clusterName = 'cluster', kinds, namespaces, limits, clock, random, hashKey } = options;
  const server = new ApiServer({ credentials, clock, timeoutMs: limits?.timeoutMs });
  return new ApiSource({ cluster: clusterName, server, kinds, namespaces, home, limits, clock, random, hashKey });
}
