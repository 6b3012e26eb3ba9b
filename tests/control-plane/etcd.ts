/** Speaks to etcd over its JSON gateway (https://etcd.io/docs/v3.6/dev-guide/api_grpc_gateway/). */

import { fetch } from 'undici';

/**
 * Compacts everything before the present revision. The key is the one in which API servers tell each other how far
 * the store was compacted, so that they drop what their caches hold of older revisions.
 */
export async function compactEtcd(url: string): Promise<void> {
  const { header } = await call<{ header: { revision: string } }>(url, 'kv/range', { key: base64('compact_rev_key') });
  await call(url, 'kv/put', { key: base64('compact_rev_key'), value: base64(header.revision) });
  await call(url, 'kv/compaction', { revision: header.revision, physical: true });
}

async function call<T>(url: string, path: string, body: object): Promise<T> {
  const response = await fetch(`${url}/v3/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`etcd ${path}: HTTP ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
