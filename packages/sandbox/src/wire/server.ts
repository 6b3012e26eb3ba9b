/** The HTTP server: listens, finds out who asks and for what, and turns whatever goes wrong into a Status. */

import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allowed } from '../access/rbac.ts';
import { forbidden, noSuchPath, Problem } from '../base/problem.ts';
import { type FaultSwitches, switchFault } from '../faults.ts';
import type { Served } from '../registry/registry.ts';
import { sendJson, sendProblem, sendText } from './answer.ts';
import { treeOf } from './body.ts';
import type { Server } from './context.ts';
import { discover, serverVersion } from './discovery.ts';
import { openApi } from './openapi.ts';
import { flag, type Request, readBody, readRequest } from './request.ts';
import { onReview } from './reviews.ts';
import { type ResourceRoute, routeOf } from './route.ts';
import type { Selection } from './selection.ts';
import { onSubresource } from './subresources.ts';
import { type User, userOf } from './user.ts';
import { onCollection, onObject } from './verbs.ts';
import { Watch, type WatchContext } from './watch.ts';

export type ServerParts = Omit<Server, 'watch'> & { readonly bookmarkEvery: number };

const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

export class ApiServer {
  readonly #parts: ServerParts;
  readonly #faults: FaultSwitches;
  readonly #http: HttpServer;
  readonly #watches = new Map<string, Set<Watch>>();
  readonly #context: Server;

  constructor(parts: ServerParts, faults: FaultSwitches) {
    this.#parts = parts;
    this.#faults = faults;
    this.#context = { ...parts, watch: (request, served, selection) => this.#watch(request, served, selection) };
    this.#http = createServer(
      { keepAliveTimeout: 60_000 },
      (incoming, response) => void this.#answer(incoming, response),
    );
    parts.store.onCommit(({ resource }) => {
      for (const watch of this.#watches.get(resource) ?? []) watch.wake();
    });
  }

  /** Resolves with the port. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, host, () => {
        this.#http.off('error', reject);
        resolve((this.#http.address() as AddressInfo).port);
      });
    });
  }

  /** Ends watches and connections, and refuses new ones. */
  async stop(): Promise<void> {
    this.endWatches();
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.cut();
    await closed;
  }

  endWatches(): void {
    for (const watches of this.#watches.values()) for (const watch of [...watches]) watch.end();
  }

  /** Breaks every connection, in the middle of whatever it was at. */
  cut(): void {
    this.#http.closeAllConnections();
  }

  #watch(request: Request, served: Served, selection: Selection): void {
    // A client that left while its request waited is not told of any more.
    if (request.response.destroyed) return;
    const name = `${request.method} ${request.incoming.url}`;
    const context: WatchContext = {
      store: this.#parts.store,
      representer: this.#parts.representer,
      clock: this.#parts.core.clock,
      bookmarkEvery: this.#parts.bookmarkEvery,
      expiredAs: () => this.#faults.expiredAs(),
      breakEvent: () => this.#faults.breakEvent(),
      delay: () => this.#faults.delayOf(name),
    };
    const watch = new Watch(context, request, served, selection);
    const watches = this.#watches.get(watch.resource) ?? new Set();
    this.#watches.set(watch.resource, watches.add(watch));
    request.response.on('close', () => watches.delete(watch));
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = readRequest(incoming, response);
      if (request.path === '/sandbox/faults') return await this.#switchFault(request);
      const name = `${request.method} ${incoming.url}`;
      const delay = this.#faults.delayOf(name);
      if (delay > 0) await new Promise<void>((resolve) => this.#parts.core.clock.after(delay, resolve));
      const refusal = this.#faults.refusal(name);
      if (refusal) throw refusal;
      await this.#route(request);
    } catch (thrown) {
      if (!(thrown instanceof Problem) && incoming.destroyed && !incoming.complete) response.destroy();
      else sendProblem(response, thrown);
    }
  }

  async #switchFault(request: Request): Promise<void> {
    if (request.method !== 'POST') throw noSuchPath();
    const body = treeOf('json', (await readBody(request)).toString());
    sendJson(request.response, 200, await switchFault(this.#faults, this.#parts.core.clock, body));
  }

  async #route(request: Request): Promise<void> {
    const { registry } = this.#parts.core;
    const user = userOf(request, this.#parts.tokens);
    if (plain(request)) return;
    const [root] = request.segments;
    if (request.method === 'GET') {
      const document =
        root === 'openapi' && request.segments[1] === 'v3'
          ? openApi(registry, request.segments)
          : discover(registry, request.segments);
      if (document) return sendJson(request.response, 200, document);
    }
    if (await onReview(this.#context, request, user)) return;
    const route = routeOf(registry, request.segments);
    if (!route) throw noSuchPath();
    this.#authorize(request, route, user);
    if (route.subresource !== undefined) return onSubresource(this.#context, request, route);
    return route.name === undefined
      ? onCollection(this.#context, request, route)
      : onObject(this.#context, request, route);
  }

  #authorize(request: Request, { served, namespace, name, subresource }: ResourceRoute, user: User): void {
    const { resource } = served;
    const reading = flag(request.query, 'watch') ? 'watch' : name === undefined ? 'list' : 'get';
    const deleting = name === undefined && request.method === 'DELETE' ? 'deletecollection' : undefined;
    const verb = deleting ?? verbs[request.method] ?? reading;
    const question = {
      verb,
      group: resource.group,
      resource: resource.plural,
      ...(subresource !== undefined && { subresource }),
      ...(namespace !== undefined && { namespace }),
      ...(name !== undefined && { name }),
    };
    if (allowed(user, question, this.#parts.core)) return;
    const what = subresource ? `${resource.plural}/${subresource}` : resource.plural;
    const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    const why = `User "${user.name}" cannot ${verb} resource "${what}" in API group "${resource.group}" ${where}`;
    throw forbidden(resource, name ?? '', why);
  }
}

const checks = new Set(['healthz', 'livez', 'readyz']);

/** Answers what is no part of the API proper; true when it did. */
function plain({ segments, path, method, response }: Request): boolean {
  if (method !== 'GET') return false;
  const [root] = segments;
  if (root !== undefined && checks.has(root)) sendText(response, 200, 'text/plain; charset=utf-8', 'ok');
  else if (path === '/version') sendJson(response, 200, serverVersion);
  else if (path === '/')
    sendJson(response, 200, { paths: ['/api', '/apis', '/healthz', '/livez', '/openapi/v3', '/readyz', '/version'] });
  else return false;
  return true;
}
