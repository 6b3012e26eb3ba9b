/** A synthetic cluster behind the list and watch protocol of an API server, to be read and never written. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerList, type Dress, LoadWatch } from './answers.ts';
import { withManagedFields } from './managed-fields.ts';
import { discoveryDocuments, parsePath } from './resources.ts';
import { type LoadWorld, objectOf, type Row } from './world.ts';

export interface LoadServerOptions {
  readonly world: LoadWorld;
  /** Default: one that is free. */
  readonly port?: number;
  /** Whether objects carry managedFields, the larger half of what real servers send. */
  readonly managedFields?: boolean;
  /** Sent by the first watch of pods, as fast as they are read. */
  readonly flood?: Iterable<Row>;
}

const BOOKMARK_EVERY = 60_000;

export class LoadServer {
  readonly #world: LoadWorld;
  readonly #server: Server;
  readonly #dress: Dress;
  readonly #documents = discoveryDocuments();
  readonly #watches = new Set<LoadWatch>();
  readonly #unlisten: () => void;
  readonly #bookmarks: NodeJS.Timeout;
  #flood: Iterable<Row> | undefined;

  private constructor({ world, managedFields = true, flood }: LoadServerOptions) {
    this.#world = world;
    this.#dress = managedFields ? withManagedFields : (object) => object;
    this.#flood = flood;
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#unlisten = world.listen((event) => {
      for (const watch of this.#watches) watch.send(event);
    });
    this.#bookmarks = setInterval(() => {
      for (const watch of this.#watches) watch.bookmark(world.revision);
    }, BOOKMARK_EVERY);
    this.#bookmarks.unref();
  }

  /** Listens on loopback. */
  static async start(options: LoadServerOptions): Promise<LoadServer> {
    const load = new LoadServer(options);
    await new Promise<void>((resolve, reject) => {
      load.#server.once('error', reject);
      load.#server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return load;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#unlisten();
    clearInterval(this.#bookmarks);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://load');
    const document = this.#documents.get(pathname);
    const path = parsePath(pathname);
    if (request.method !== 'GET') refuse(response, 405, 'MethodNotAllowed', 'this cluster can only be read');
    else if (document !== undefined) response.end(JSON.stringify(document));
    else if (path === undefined) refuse(response, 404, 'NotFound', `nothing is served at ${pathname}`);
    else if (path.name !== '') this.#get(path.resource.kind, path.namespace, path.name, response);
    else if (query.get('watch') === 'true' || query.get('watch') === '1') this.#watch({ ...path, query }, response);
    else void answerList(this.#world, { ...path, query }, response, this.#dress);
  }

  #get(kind: string, namespace: string, name: string, response: ServerResponse): void {
    const row = this.#world.find(kind, namespace, name);
    if (row === undefined) refuse(response, 404, 'NotFound', `${kind} "${name}" not found`);
    else response.end(JSON.stringify(this.#dress(objectOf(row))));
  }

  #watch(ask: ConstructorParameters<typeof LoadWatch>[0], response: ServerResponse): void {
    const watch = new LoadWatch(ask, response, this.#dress);
    if (!watch.begin(this.#world)) return;
    this.#watches.add(watch);
    response.on('close', () => this.#watches.delete(watch));
    if (this.#flood === undefined || ask.resource.kind !== 'pod') return;
    const flood = this.#flood;
    this.#flood = undefined;
    void watch.flood(flood);
  }
}

function refuse(response: ServerResponse, code: number, reason: string, message: string): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }));
}
