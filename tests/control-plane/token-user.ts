/** A service account with a token, as kubectl and Canopy get to know it, and what kubectl shows to it. */

import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readKubeconfig } from './kubeconfig.ts';
import type { Kubectl } from './kubectl.ts';
import type { ControlPlane } from './start.ts';

export interface TokenUser {
  /** As RBAC and reviews call it. */
  readonly name: string;
  readonly token: string;
  /** The UIDs of all objects that kubectl shows: of these resources, cluster-wide and in each of these namespaces. */
  shown(resources: readonly string[], namespaces: readonly string[]): Promise<Set<string>>;
}

/** Makes the account in the namespace and asks the cluster for its token. Rights are up to whoever calls. */
export async function createTokenUser(
  plane: ControlPlane,
  kubectl: Kubectl,
  account: { readonly name: string; readonly namespace: string; readonly folder: string },
): Promise<TokenUser> {
  const { name, namespace, folder } = account;
  await kubectl(`create serviceaccount ${name} --namespace ${namespace}`);
  const token = (await kubectl(`create token ${name} --namespace ${namespace} --duration=1h`)).trim();
  const kubeconfig = kubeconfigFor(plane, { name, token, folder });
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    token,
    shown: (resources, namespaces) => shown(kubeconfig, resources, namespaces),
  };
}

/** Writes a kubeconfig for whoever holds the token, and tells where. */
export function kubeconfigFor(
  plane: ControlPlane,
  { name, token, folder }: { readonly name: string; readonly token: string; readonly folder: string },
): string {
  const kubeconfig = join(folder, `${name}.kubeconfig`);
  const { ca } = readKubeconfig(plane.kubeconfig);
  const cluster = { server: plane.server, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'plane', cluster }],
    users: [{ name, user: { token } }],
    contexts: [{ name: 'plane', context: { cluster: 'plane', user: name } }],
    'current-context': 'plane',
  };
  writeFileSync(kubeconfig, stringify(config), { mode: 0o600 });
  return kubeconfig;
}

/** What kubectl shows with this kubeconfig. A namespace counts as shown when it can be asked for by its name. */
export async function shown(
  kubeconfig: string,
  resources: readonly string[],
  namespaces: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  const get = async (...args: string[]) => {
    for (const uid of await uids(kubeconfig, args)) found.add(uid);
  };
  const all = resources.join(',');
  await get('get', all, '--all-namespaces');
  for (const namespace of namespaces) await get('get', all, '--namespace', namespace);
  if (namespaces.length > 0) await get('get', 'namespace', ...namespaces);
  return found;
}

/** What is refused goes to stderr; the rest is printed all the same. */
function uids(kubeconfig: string, args: readonly string[]): Promise<string[]> {
  const all = ['--kubeconfig', kubeconfig, ...args, '-o', 'custom-columns=UID:.metadata.uid', '--no-headers'];
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, KUBECONFIG: '/dev/null' }, encoding: 'utf8', timeout: 300_000 } as const;
    execFile('kubectl', all, { ...options, maxBuffer: 1 << 28 }, (error, out, complaint) => {
      const refusals = complaint
        .split('\n')
        .filter((line) => line !== '' && !/^Warning:|Forbidden|forbidden|NotFound/.test(line));
      if (error !== null && refusals.length > 0) reject(new Error(`kubectl ${all.join(' ')}: ${refusals.join('; ')}`));
      else resolve(out.split('\n').filter((line) => line !== ''));
    });
  });
}
