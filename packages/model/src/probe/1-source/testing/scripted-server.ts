/**
 * A very small API server for tests, with one collection of any resource: pages, watches, bookmarks and expiry work, and
 * a script of other answers can go before.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KubeObject } from '../../../kinds/object.ts';

export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

interface LoggedEvent {
  readonly version: number;
  readonly line: string;
}

/** Answers with a Status object. */
export function refuse(code: number, reason = '', headers: Record<string, string> = {}): Answer {
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: `refused: ${reason}` };
  return (_, response) => response.writeHead(code, headers).end(JSON.stringify(status));
}

/** Begins a watch, sends the text, and leaves it open. */
export function stream(...parts: readonly (string | Buffer)[]): Answer {
  return (_, response) => {
    response.writeHead(200);
    response.flushHeaders();
    for (const part of parts) response.write(part);
  };
}

/** The same, and then breaks the connection. */
export function streamAndBreak(...parts: readonly (string | Buffer)[]): Answer {
  return (asked, response) => {
    stream(...parts)(asked, response);
    setTimeout(() => response.destroy(), 5);
  };
}

export class ScriptedServer {
  readonly lists: Answer[] = [];
  readonly watches: Answer[] = [];
  readonly asked: Asked[] = [];
  /** Refuses every request, for as long as it is set. */
  closedFor: ((asked: Asked) => Answer | undefined) | undefined;
  version = 100;
  readonly #server: Server;
  readonly #objects = new Map<string, KubeObject>();
  readonly #log: LoggedEvent[] = [];
  /** What lists show whose later pages are still to come. */
  readonly #snapshots = new Map<number, readonly KubeObject[]>();
  readonly #watchers = new Set<ServerResponse>();
  #oldest = 0;
  #uids = 0;

  constructor(server: Server = createServer()) {
    this.#server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => this.#take(request, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get openWatches(): number {
    return this.#watchers.size;
  }

  connections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }

  asks(verb: 'list' | 'watch'): readonly Asked[] {
    return this.asked.filter(({ query }) => query.has('watch') === (verb === 'watch'));
  }

  get objects(): readonly KubeObject[] {
    return [...this.#objects.values()];
  }

  /** Creates or changes; `more` joins the object. */
  put(name: string, more: Record<string, unknown> = {}, namespace = 'default'): KubeObject {
    const key = `${namespace}/${name}`;
    const before = this.#objects.get(key);
    const uid = before?.metadata.uid ?? `uid-${++this.#uids}`;
    const metadata = { name, namespace, uid, resourceVersion: String(++this.version) };
    const object = { metadata, ...more } as KubeObject;
    this.#objects.set(key, object);
    this.#log.push({ version: this.version, line: eventLine(before ? 'MODIFIED' : 'ADDED', object) });
    this.#tell();
    return object;
  }

  remove(name: string, namespace = 'default'): void {
    const key = `${namespace}/${name}`;
    const before = this.#objects.get(key)!;
    this.#objects.delete(key);
    const metadata = { ...before.metadata, resourceVersion: String(++this.version) };
    this.#log.push({ version: this.version, line: eventLine('DELETED', { ...before, metadata }) });
    this.#tell();
  }

  bookmark(): void {
    const line = eventLine('BOOKMARK', { metadata: { resourceVersion: String(this.version) } });
    for (const watcher of this.#watchers) watcher.write(line);
  }

  /** Older versions are no longer known. */
  compact(): void {
    this.#oldest = this.version;
    this.#log.length = 0;
    this.#snapshots.clear();
  }

  /** Restores a state of the past: versions start again from there. */
  goBackTo(version: number): void {
    this.version = version;
    this.#log.length = 0;
  }

  /** Ends all watches, politely or not. */
  endWatches(how: 'clean' | 'cut'): void {
    for (const watcher of this.#watchers) {
      if (how === 'clean') watcher.end();
      else watcher.destroy();
    }
    this.#watchers.clear();
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url!, 'http://x');
    const asked = { path: url.pathname, query: url.searchParams, headers: request.headers };
    this.asked.push(asked);
    const watching = asked.query.has('watch');
    const answer = this.closedFor?.(asked) ?? (watching ? this.watches : this.lists).shift();
    if (answer) answer(asked, response);
    else if (watching) this.#watch(asked, response);
    else this.#list(asked, response);
  }

  #watch(asked: Asked, response: ServerResponse): void {
    const from = Number(asked.query.get('resourceVersion'));
    if (from < this.#oldest) {
      refuse(410, 'Expired')(asked, response);
      return;
    }
    response.writeHead(200);
    response.flushHeaders();
    for (const { version, line } of this.#log) if (version > from) response.write(line);
    this.#watchers.add(response);
    response.on('close', () => this.#watchers.delete(response));
  }

  #list(asked: Asked, response: ServerResponse): void {
    const { path, query } = asked;
    const namespace = /\/namespaces\/([^/]+)\//.exec(path)?.[1];
    const [version, start] = (query.get('continue') ?? `${this.version}:0`).split(':').map(Number) as [number, number];
    const whole = start === 0 ? this.objects : this.#snapshots.get(version);
    if (!whole) {
      refuse(410, 'Expired')(asked, response);
      return;
    }
    const all = whole.filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace);
    const end = start + Number(query.get('limit') ?? all.length);
    if (end < all.length) this.#snapshots.set(version, whole);
    const metadata = { resourceVersion: String(version), continue: end < all.length ? `${version}:${end}` : '' };
    response.end(JSON.stringify({ kind: 'List', apiVersion: 'v1', metadata, items: all.slice(start, end) }));
  }

  #tell(): void {
    const line = this.#log.at(-1)!.line;
    for (const watcher of this.#watchers) watcher.write(line);
  }
}

export function eventLine(type: string, object: unknown): string {
  return `${JSON.stringify({ type, object })}\n`;
}
