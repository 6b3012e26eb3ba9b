/** What a fresh control plane gets before its first test: nodes that kwok plays, and a default storage class. */

import { Agent, fetch } from 'undici';
import { readKubeconfig } from './kubeconfig.ts';

/** Creates the nodes and the class, and returns the version that the server tells. */
export async function createNodes(kubeconfig: string, names: readonly string[]): Promise<{ version: string }> {
  const { server, ca, cert, key } = readKubeconfig(kubeconfig);
  const dispatcher = new Agent({ connect: { ca, cert, key } });
  const create = async (path: string, object: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(server + path, { dispatcher, method: 'POST', headers, body: JSON.stringify(object) });
    if (!response.ok) throw new Error(`creating ${path}: HTTP ${response.status} ${await response.text()}`);
  };
  try {
    const response = await fetch(`${server}/version`, { dispatcher });
    const version = ((await response.json()) as { gitVersion: string }).gitVersion;
    for (const [i, name] of names.entries()) await create('/api/v1/nodes', node(name, i, version));
    await create('/apis/storage.k8s.io/v1/storageclasses', standardClass);
    return { version };
  } finally {
    await dispatcher.destroy();
  }
}

/** Resolves when pods can be created and run: every node is Ready and the controllers made the default service account. */
export async function waitUntilUsable(kubeconfig: string, deadline = 180_000): Promise<void> {
  const { server, ca, cert, key } = readKubeconfig(kubeconfig);
  const dispatcher = new Agent({ connect: { ca, cert, key } });
  const end = performance.now() + deadline;
  const usable = async () => {
    const account = await fetch(`${server}/api/v1/namespaces/default/serviceaccounts/default`, { dispatcher });
    const response = await fetch(`${server}/api/v1/nodes`, { dispatcher });
    const nodes = (await response.json()) as { items: NodeObject[] };
    return account.ok && nodes.items.every((node) => isReady(node) && !node.spec.taints?.length);
  };
  try {
    while (!(await usable())) {
      if (performance.now() > end) throw new Error(`nodes and service accounts are not ready after ${deadline} ms`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await dispatcher.destroy();
  }
}

interface NodeObject {
  readonly spec: { readonly taints?: unknown[] };
  readonly status: { readonly conditions?: { type: string; status: string }[] };
}

function isReady(node: NodeObject): boolean {
  return node.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

const standardClass = {
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'canopy.test/provisioner',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
};

function node(name: string, index: number, version: string): object {
  const resources = { cpu: '32', memory: '64Gi', 'ephemeral-storage': '100Gi', pods: '250' };
  const podCIDR = `10.244.${index}.0/24`;
  return {
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/region': 'here',
        'topology.kubernetes.io/zone': `zone-${index % 2}`,
      },
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      addresses: [
        { type: 'Hostname', address: name },
        { type: 'InternalIP', address: `10.0.0.${index + 10}` },
      ],
      allocatable: resources,
      capacity: resources,
      nodeInfo: {
        ...{ architecture: 'amd64', operatingSystem: 'linux', kubeletVersion: version, kubeProxyVersion: '' },
        ...{ osImage: 'none', kernelVersion: 'none', containerRuntimeVersion: 'kwok://pretended' },
        ...{ machineID: '', systemUUID: '', bootID: '' },
      },
    },
  };
}
