/** Lets test processes use a control plane that another process runs: a few calls as JSON over loopback HTTP. */

import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { fetch } from 'undici';
import type { ControlPlane } from './start.ts';

const calls = ['stopApiServer', 'startApiServer', 'restartApiServer', 'compact', 'addUser', 'memory'] as const;
type Call = (typeof calls)[number];

export interface SharedControlPlane {
  /** What test processes get in CANOPY_CONTROL_PLANE. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the plane's calls; ending the plane stays with its owner. */
export async function shareControlPlane(plane: ControlPlane): Promise<SharedControlPlane> {
  const facts = { server: plane.server, kubeconfig: plane.kubeconfig, version: plane.version };
  const answer = async (path: string, body: string): Promise<unknown> => {
    if (path === '/') return facts;
    const name = calls.find((call) => path === `/${call}`);
    if (!name) throw new Error(`no call ${path}`);
    const call = plane[name] as (...given: unknown[]) => Promise<unknown>;
    return (await call(...(JSON.parse(body) as unknown[]))) ?? null;
  };
  const server = createServer(async (request, response) => {
    try {
      response.end(JSON.stringify(await answer(request.url ?? '/', await text(request))));
    } catch (cause) {
      response.writeHead(500).end((cause as Error).message);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The plane that is served at `url`. Its `close` leaves it running for the next test file. */
export async function attachControlPlane(url: string): Promise<ControlPlane> {
  const facts = (await ask(url, '/')) as Pick<ControlPlane, 'server' | 'kubeconfig' | 'version'>;
  const call = (name: Call, ...given: unknown[]) => ask(url, `/${name}`, given);
  return {
    ...facts,
    stopApiServer: async () => void (await call('stopApiServer')),
    startApiServer: async () => void (await call('startApiServer')),
    restartApiServer: async () => void (await call('restartApiServer')),
    compact: async () => void (await call('compact')),
    addUser: async (name, groups = []) => (await call('addUser', name, groups)) as string,
    memory: async () => (await call('memory')) as Record<string, number>,
    close: async () => {},
  };
}

async function ask(url: string, path: string, given: unknown[] = []): Promise<unknown> {
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(given) });
  if (!response.ok) throw new Error(`control plane: ${await response.text()}`);
  return response.json();
}
