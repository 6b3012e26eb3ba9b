/** A small client for the suite: JSON in, status code and JSON out, and a namespace of the test file's own. */

import { randomUUID } from 'node:crypto';
import type { ServerUnderTest } from './server.ts';

/** Any object, list or Status that a server answers with; `field` reads what has no name here. */
export interface Body {
  kind: string;
  apiVersion: string;
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    generation: number;
    creationTimestamp: string;
    deletionTimestamp?: string;
    continue?: string;
    remainingItemCount?: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
    ownerReferences?: { kind: string; name: string; uid: string; controller?: boolean }[];
    managedFields?: { manager: string; operation: string; subresource?: string }[];
    generateName?: string;
  };
  items: Body[];
  data?: Record<string, string>;
  spec: unknown;
  status: unknown;
  [field: string]: unknown;
}

export interface Answer {
  readonly code: number;
  readonly body: Body;
}

export type PatchType = 'json-patch' | 'merge-patch' | 'strategic-merge-patch';

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, object: object, type?: string): Promise<Answer>;
  put(path: string, object: object): Promise<Answer>;
  patch(path: string, type: PatchType, patch: object): Promise<Answer>;
  /** Server-side apply; `query` such as `fieldManager=me&force=true`. */
  apply(path: string, query: string, object: object): Promise<Answer>;
  delete(path: string, options?: object): Promise<Answer>;
  /** Creates a namespace with a unique name, waits until it takes pods, and returns its name. */
  namespace(): Promise<string>;
}

export function clientOf(server: ServerUnderTest): Client {
  const send = async (method: string, path: string, body?: object, type = 'application/json'): Promise<Answer> => {
    const headers = body && { 'content-type': type };
    const response = await server.fetch(path, { method, headers, body: body && JSON.stringify(body) });
    return { code: response.status, body: (await response.json()) as Body };
  };
  const client: Client = {
    get: async (path, headers) => {
      const response = await server.fetch(path, { headers });
      return { code: response.status, body: (await response.json()) as Body };
    },
    post: (path, object, type) => send('POST', path, object, type),
    put: (path, object) => send('PUT', path, object),
    patch: (path, type, patch) => send('PATCH', path, patch, `application/${type}+json`),
    apply: (path, query, object) => send('PATCH', `${path}?${query}`, object, 'application/apply-patch+yaml'),
    delete: (path, options) => send('DELETE', path, options),
    namespace: async () => {
      const name = `contract-${randomUUID().slice(0, 8)}`;
      await client.post('/api/v1/namespaces', { metadata: { name } });
      // Pods are refused before a controller has made it.
      await eventually(
        () => client.get(`/api/v1/namespaces/${name}/serviceaccounts/default`),
        (answer) => answer.code === 200,
      );
      return name;
    },
  };
  return client;
}

/** Calls until `done` accepts the value; rejects with the last value when the deadline has passed. */
export async function eventually<T>(
  read: () => Promise<T>,
  done: (value: T) => boolean,
  deadline = 60_000,
): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    const value = await read();
    if (done(value)) return value;
    if (performance.now() > end)
      throw new Error(`not so after ${deadline} ms: ${JSON.stringify(value).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The value at a dotted path such as `spec.containers.0.image`; `undefined` where there is none. */
export function field(object: unknown, path: string): unknown {
  let value = object;
  for (const step of path.split('.')) value = (value as Record<string, unknown> | undefined | null)?.[step];
  return value;
}

/** The names of a list's items, in its order. */
export function names(list: Body): string[] {
  return (list.items ?? []).map((item) => item.metadata.name);
}
