/** Whether there is a cluster to show: reads the configuration and asks the server for its version. */

import { ApiServer } from './api-server.ts';
import { findCluster } from './connect.ts';
import type { ConfigOptions } from './kubeconfig.ts';
import { asRefusal } from './refusal.ts';

export type Reachable =
  | { readonly reachable: true; readonly server: string; readonly version: string }
  | { readonly reachable: false; readonly server?: string; readonly why: string };

/** Never rejects. `why` is one sentence without credentials. */
export async function reachable(options: ConfigOptions & { readonly timeoutMs?: number } = {}): Promise<Reachable> {
  const { timeoutMs = 3000 } = options;
  let url: string | undefined;
  try {
    const { credentials } = await findCluster(options);
    url = credentials.server;
    const server = new ApiServer({ credentials, timeoutMs });
    try {
      const answer = (await server.json('/version', { deadlineMs: timeoutMs })) as { gitVersion?: string };
      return { reachable: true, server: url, version: answer.gitVersion ?? 'unknown' };
    } finally {
      await server.close();
    }
  } catch (error) {
    const why = asRefusal(error).message;
    return url === undefined ? { reachable: false, why } : { reachable: false, server: url, why: `${url}: ${why}` };
  }
}
