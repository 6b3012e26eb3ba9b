/** Lists and watches of a synthetic cluster: https://kubernetes.io/docs/reference/using-api/api-concepts/ */

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { KubeObject } from '../base/object.ts';
import type { LoadResource } from './resources.ts';
import { type LoadEvent, type LoadWorld, objectOf, type Row } from './world.ts';

/** The text of an object; a server may add to it what real ones carry along. */
export type Dress = (object: KubeObject) => KubeObject;

export interface Question {
  readonly resource: LoadResource;
  readonly namespace: string;
  readonly query: URLSearchParams;
}

/** Objects are made and sent one by one: neither the page nor the list is ever whole. */
export async function answerList(world: LoadWorld, ask: Question, response: ServerResponse, dress: Dress) {
  const { resource, namespace, query } = ask;
  const [version = String(world.revision), start = '0'] = query.get('continue')?.split('.') ?? [];
  const limit = Number(query.get('limit') ?? 0) || Number.POSITIVE_INFINITY;
  const rows = world.slots(resource.kind);
  const apiVersion = resource.group === '' ? 'v1' : `${resource.group}/${resource.version}`;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write(`{"kind":"${resource.apiKind}List","apiVersion":"${apiVersion}","items":[`);
  let sent = 0;
  let slot = Number(start);
  for (; slot < rows.length && sent < limit; slot++) {
    const row = rows[slot];
    if (row === undefined || !isIn(row, namespace)) continue;
    const text = JSON.stringify(dress(objectOf(row)));
    if (!response.write(sent++ === 0 ? text : `,${text}`)) await drained(response);
    if (response.destroyed) return;
  }
  const more = slot < rows.length ? { continue: `${version}.${slot}` } : {};
  response.end(`],"metadata":${JSON.stringify({ resourceVersion: version, ...more })}}`);
}

const isIn = ({ blueprint }: Row, namespace: string) => namespace === '' || blueprint.namespace === namespace;

async function drained(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.on('close', leave);
  await once(response, 'drain', { signal: gone.signal }).catch(() => {});
  response.off('close', leave);
}

const MOST_UNREAD = 64 * 1024 * 1024;

/** One open watch: what happened since its version, then what happens. A reader that falls far behind is cut off. */
export class LoadWatch {
  readonly #response: ServerResponse;
  readonly #ask: Question;
  readonly #dress: Dress;

  constructor(ask: Question, response: ServerResponse, dress: Dress) {
    this.#ask = ask;
    this.#response = response;
    this.#dress = dress;
  }

  /** False where the version is too old; the watch is over then. */
  begin(world: LoadWorld): boolean {
    this.#response.writeHead(200, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
    this.#response.flushHeaders();
    const version = Number(this.#ask.query.get('resourceVersion') ?? 0) || world.revision;
    const missed = world.since(version);
    if (missed === undefined) {
      const message = `too old resource version: ${version}`;
      const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 410, reason: 'Expired', message };
      this.#response.end(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
      return false;
    }
    for (const event of missed) this.send(event);
    return true;
  }

  send({ type, row }: LoadEvent): void {
    const { resource, namespace } = this.#ask;
    if (row.blueprint.kind !== resource.kind || !isIn(row, namespace)) return;
    void this.#write({ type, object: this.#dress(objectOf(row)) });
    if (this.#response.writableLength > MOST_UNREAD) this.#response.destroy();
  }

  bookmark(revision: number): void {
    if (this.#ask.query.get('allowWatchBookmarks') !== 'true') return;
    const { apiKind: kind, group, version } = this.#ask.resource;
    const apiVersion = group === '' ? version : `${group}/${version}`;
    void this.#write({ type: 'BOOKMARK', object: { kind, apiVersion, metadata: { resourceVersion: `${revision}` } } });
  }

  /** Sends events as fast as they are read. */
  async flood(events: Iterable<Row>): Promise<void> {
    for (const row of events) {
      if (this.#response.destroyed) return;
      if (!this.#write({ type: 'MODIFIED', object: this.#dress(objectOf(row)) })) await drained(this.#response);
    }
  }

  #write(line: object): boolean {
    return this.#response.write(`${JSON.stringify(line)}\n`);
  }
}
