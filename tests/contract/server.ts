/** The server that the contract suite asks: the sandbox, or the real API server that `npm run test:cluster` started. */

import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { readKubeconfig } from '../control-plane/kubeconfig.ts';
import { attachControlPlane } from '../control-plane/remote.ts';

export interface ServerUnderTest {
  readonly name: 'sandbox' | 'kube-apiserver';
  readonly url: string;
  /** Asks with an administrator's rights; `path` begins with a slash. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Makes the server forget all versions before now: they can be neither watched from nor paged on. */
  forget(): Promise<void>;
  /** The arguments that point kubectl at it. */
  readonly kubectl: readonly string[];
  close(): Promise<void>;
}

export async function serverUnderTest(env: NodeJS.ProcessEnv = process.env): Promise<ServerUnderTest> {
  return env.CANOPY_CONTROL_PLANE ? realServer(env.CANOPY_CONTROL_PLANE) : sandbox();
}

async function realServer(at: string): Promise<ServerUnderTest> {
  const plane = await attachControlPlane(at);
  const { ca, cert, key } = readKubeconfig(plane.kubeconfig);
  const dispatcher = new Agent({ connect: { ca, cert, key } });
  return {
    name: 'kube-apiserver',
    url: plane.server,
    fetch: (path, init) => fetch(plane.server + path, { ...init, dispatcher }),
    forget: async () => {
      await plane.compact();
      // Its watch caches hold history that etcd has dropped, until they are built anew.
      await plane.restartApiServer();
    },
    kubectl: ['--kubeconfig', plane.kubeconfig],
    close: () => dispatcher.destroy(),
  };
}

async function sandbox(): Promise<ServerUnderTest> {
  const { startSandbox } = await import('@canopy/sandbox');
  const running = await startSandbox({ samples: false });
  const dispatcher = new Agent();
  return {
    name: 'sandbox',
    url: running.url,
    fetch: (path, init) => fetch(running.url + path, { ...init, dispatcher }),
    forget: async () => running.faults.compact(),
    kubectl: ['--server', running.url],
    close: async () => {
      await dispatcher.destroy();
      await running.close();
    },
  };
}
