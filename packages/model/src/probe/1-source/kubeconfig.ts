/** Finds and reads kubeconfig files by kubectl's rules, through the official client, which is loaded only here. */

import { accessSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface ConfigOptions {
  /** A file; it must exist. */
  readonly kubeconfig?: string;
  /** Default: the current context of the file. */
  readonly context?: string;
  /** Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The root of the service account's folder, for tests. */
  readonly root?: string;
}

/** Where the configuration comes from. */
export type ConfigPlace = { readonly files: readonly string[] } | { readonly cluster: string };

/**
 * An explicit file, else the files of $KUBECONFIG that exist, else ~/.kube/config, else the service account of the pod
 * that we run in: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
export function configPlace({ kubeconfig, env = process.env, root = '' }: ConfigOptions): ConfigPlace {
  if (kubeconfig) return { files: [kubeconfig] };
  if (env.KUBECONFIG) {
    const files = env.KUBECONFIG.split(delimiter).filter((file) => file !== '');
    const existing = files.filter(exists);
    if (existing.length === 0) throw new Error(`$KUBECONFIG names no file that exists: ${env.KUBECONFIG}`);
    return { files: existing };
  }
  const own = join(env.HOME ?? homedir(), '.kube', 'config');
  if (exists(own)) return { files: [own] };
  if (env.KUBERNETES_SERVICE_HOST && exists(join(root, SERVICE_ACCOUNT, 'token'))) return { cluster: root };
  throw new Error(`there is no kubeconfig: neither $KUBECONFIG nor ${own}, and this is no pod with a service account`);
}

/** Reads it with one context selected that exists, and whose cluster and user exist. Throws what and where is wrong. */
export async function readConfig(place: ConfigPlace, context?: string): Promise<KubeConfig> {
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  if ('cluster' in place) {
    config.loadFromCluster(place.cluster);
    return config;
  }
  for (const file of place.files) {
    const part = new KubeConfig();
    readFile(part, file);
    merge(config, part);
  }
  select(config, place.files.join(delimiter), context);
  return config;
}

/** Changes when one of the files was written. */
export function configStamp(place: ConfigPlace): string {
  if ('cluster' in place) return '';
  return place.files
    .map((file) => {
      const stat = statSync(file, { throwIfNoEntry: false });
      return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : '';
    })
    .join();
}

function readFile(config: KubeConfig, file: string): void {
  try {
    const text = readFileSync(file, 'utf8');
    const raw = (parse(text) ?? {}) as RawConfig;
    config.loadFromString(JSON.stringify(raw), { onInvalidEntry: 'filter' });
    config.makePathsAbsolute(dirname(file));
    useTokenFiles(config, raw, dirname(file));
  } catch (error) {
    throw new Error(`kubeconfig ${file} cannot be read: ${firstLine(error)}`);
  }
}

interface RawConfig {
  readonly users?: readonly { readonly name?: string; readonly user?: { readonly tokenFile?: string } }[];
}

/** The client overlooks `tokenFile`, but reads and re-reads the same for pods: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo */
function useTokenFiles(config: KubeConfig, raw: RawConfig, folder: string): void {
  for (const { name, user } of raw.users ?? []) {
    const known = config.users.find((candidate) => candidate.name === name);
    if (!known || !user?.tokenFile) continue;
    const tokenFile = isAbsolute(user.tokenFile) ? user.tokenFile : join(folder, user.tokenFile);
    const index = config.users.indexOf(known);
    config.users[index] = { ...known, token: undefined, authProvider: { name: 'tokenFile', config: { tokenFile } } };
  }
}

/** The first file to name something wins. */
function merge(config: KubeConfig, part: KubeConfig): void {
  const isNew = (known: readonly { name: string }[], name: string) => !known.some((other) => other.name === name);
  for (const cluster of part.clusters) if (isNew(config.clusters, cluster.name)) config.addCluster(cluster);
  for (const user of part.users) if (isNew(config.users, user.name)) config.addUser(user);
  for (const context of part.contexts) if (isNew(config.contexts, context.name)) config.addContext(context);
  config.currentContext ||= part.currentContext;
}

function select(config: KubeConfig, where: string, wanted?: string): void {
  const name = wanted ?? config.currentContext;
  const known = config.contexts.map((context) => context.name).join(', ') || 'none';
  if (!name) throw new Error(`kubeconfig ${where} has no current context; its contexts: ${known}`);
  const context = config.contexts.find((candidate) => candidate.name === name);
  if (!context) throw new Error(`kubeconfig ${where} has no context "${name}"; its contexts: ${known}`);
  config.setCurrentContext(name);
  if (!config.getCurrentCluster()) {
    throw new Error(`kubeconfig ${where}, context "${name}": there is no cluster "${context.cluster}"`);
  }
  if (config.getCurrentUser()) return;
  if (context.user) throw new Error(`kubeconfig ${where}, context "${name}": there is no user "${context.user}"`);
  // The client leaves out even the cluster's certificate authority when nobody asks.
  config.addUser({ name: '' });
  config.contexts[config.contexts.indexOf(context)] = { ...context, user: '' };
}

function exists(file: string): boolean {
  try {
    accessSync(file);
    return true;
  } catch {
    return false;
  }
}

/** A parser shows the lines around its complaint, which may hold a token. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!;
}
