/** A server of many pods, run as a worker so that its work is not the reader's: pages on demand, then a flood of events. */

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

export interface Load {
  readonly pods: number;
  /** Sent by the first watch, as fast as they are read; each changes one of the pods. */
  readonly events: number;
}

const { pods, events } = workerData as Load;
const FIRST_VERSION = 1_000_000;

/** About 6 kB, of which managedFields are the larger half, as with real pods. */
function pod(index: number, version: number) {
  const field = { 'f:name': {}, 'f:image': {}, 'f:resources': { '.': {}, 'f:limits': {}, 'f:requests': {} } };
  const fieldsV1 = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`k:{"name":"c${i}"}`, field]));
  const managed = { manager: 'kubelet', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 };
  const env = Array.from({ length: 25 }, (_, i) => ({ name: `VARIABLE_${i}`, value: `a value of some length ${i}` }));
  const metadata = {
    name: `pod-${index}`,
    namespace: `namespace-${index % 50}`,
    uid: `uid-${index}`,
    resourceVersion: String(version),
    labels: { app: `app-${index % 300}` },
    managedFields: [managed, managed, managed],
  };
  const containers = [{ name: 'main', image: 'registry.k8s.io/pause:3.10', env }];
  return { metadata, spec: { nodeName: `node-${index % 99}`, containers }, status: { phase: 'Running' } };
}

function list(from: number, limit: number): string {
  const end = Math.min(pods, from + limit);
  const metadata = { resourceVersion: String(FIRST_VERSION), continue: end < pods ? String(end) : '' };
  const items = Array.from({ length: end - from }, (_, i) => pod(from + i, from + i + 1));
  return JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata, items });
}

async function flood(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.writeHead(200);
  response.flushHeaders();
  for (let i = 1; i <= events && !response.destroyed; i++) {
    const object = { kind: 'Pod', apiVersion: 'v1', ...pod(i % pods, FIRST_VERSION + i) };
    if (response.write(`${JSON.stringify({ type: 'MODIFIED', object })}\n`)) continue;
    await once(response, 'drain', { signal: gone.signal }).catch(() => {});
  }
}

const documents: Record<string, object> = {
  '/api': { versions: ['v1'] },
  '/apis': { groups: [] },
  '/api/v1': { resources: [{ name: 'pods', kind: 'Pod', namespaced: true, verbs: ['list', 'watch'] }] },
};

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url!, 'http://x');
  const document = documents[pathname];
  if (document) response.end(JSON.stringify(document));
  else if (searchParams.has('watch')) void flood(response);
  else response.end(list(Number(searchParams.get('continue') ?? 0), Number(searchParams.get('limit') ?? pods)));
});
server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as AddressInfo).port));
