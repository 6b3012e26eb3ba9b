/** Requests to one API server: address, credentials, connection pool, deadlines; every failure is a `Refusal`. */

import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { type Clock, systemClock } from '../../base/clock.ts';
import { type LinkedAbort, linkedAbort } from '../../base/linked-abort.ts';
import { unlessAborted } from '../../base/unless-aborted.ts';
import type { Access, Credentials } from './credentials.ts';
import { Pool } from './pool.ts';
import { asRefusal, Refusal, refusalFromAnswer } from './refusal.ts';

export interface ApiServerOptions {
  readonly credentials: Credentials;
  readonly clock?: Clock;
  /** For the answer to begin, and between two of its parts unless the request says otherwise. */
  readonly timeoutMs?: number;
}

export interface Ask {
  readonly signal?: AbortSignal;
  /** The longest silence within the answer. */
  readonly idleMs?: number;
  /** The longest time for the whole answer. */
  readonly deadlineMs?: number;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Discovery and single objects are far smaller; lists and watches are read in pieces. */
const ANSWER_BYTES = 64 * 1024 * 1024;

/** Enough for any Status object; a proxy's error page is not worth more. */
const REFUSAL_BYTES = 64 * 1024;

export class ApiServer {
  readonly url: string;
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  readonly #timeout: number;
  readonly #pool: Pool;

  constructor({ credentials, clock = systemClock, timeoutMs = 60_000 }: ApiServerOptions) {
    this.url = credentials.server.replace(/\/+$/, '');
    this.#credentials = credentials;
    this.#clock = clock;
    this.#timeout = timeoutMs;
    this.#pool = new Pool(this.url);
  }

  /**
   * Hands the body of a GET's successful answer to `read`, which may take as long as it likes; whatever happens, the
   * body is closed afterwards. A 401 is tried once more with fresh credentials. Rejects with a `Refusal` for everything
   * that the server or the network did, and with what `read` threw by itself.
   */
  async get<T>(path: string, query: Query, ask: Ask, read: (body: Readable) => Promise<T>): Promise<T> {
    const link = linkedAbort(ask.signal);
    const done = new AbortController();
    if (ask.deadlineMs) void this.#cutAfter(ask.deadlineMs, link, done.signal);
    let body: Readable | undefined;
    try {
      body = (await this.#ask(this.url + path + queryText(query), { ...ask, signal: link.signal })).body;
      return await read(body);
    } finally {
      // Only a body that was read to its end leaves its connection to others; any other is cut here.
      if (!body?.readableEnded) link.abort();
      done.abort();
      link.unlink();
    }
  }

  /** A whole JSON answer. */
  async json(path: string, ask: Ask = {}, query: Query = {}): Promise<unknown> {
    return this.get(path, query, ask, async (body) => {
      const text = await textOf(body, ANSWER_BYTES);
      try {
        return JSON.parse(text);
      } catch {
        throw new Refusal({ status: 0, message: `${path} answered something that is not JSON` });
      }
    });
  }

  /** Cuts all connections; what is asked afterwards opens new ones. */
  close(): Promise<void> {
    return this.#pool.destroy();
  }

  async #cutAfter(ms: number, link: LinkedAbort, done: AbortSignal): Promise<void> {
    await this.#clock.sleep(ms, done);
    if (!done.aborted) link.abort(new Refusal({ status: 0, message: `the answer took longer than ${ms / 1000} s` }));
  }

  async #ask(url: string, ask: Ask & { signal: AbortSignal }): Promise<Dispatcher.ResponseData> {
    const access = await this.#access(ask.signal);
    const answer = await this.#send(url, ask, access);
    if (answer.statusCode !== 401) return this.#accepted(answer);
    await answer.body.dump();
    this.#credentials.renew(access);
    return this.#accepted(await this.#send(url, ask, await this.#access(ask.signal)));
  }

  /** Credentials may come from a program that never ends. */
  async #access(signal: AbortSignal): Promise<Access> {
    try {
      return await unlessAborted(this.#credentials.current(), signal);
    } catch (error) {
      throw new Refusal({ status: 0, message: `no credentials: ${asRefusal(error).message}` });
    }
  }

  async #send(url: string, { signal, idleMs }: Ask, access: Access): Promise<Dispatcher.ResponseData> {
    try {
      return await request(url, {
        dispatcher: this.#pool.for(access),
        headers: { accept: 'application/json', 'user-agent': 'canopy', ...access.headers },
        signal,
        headersTimeout: this.#timeout,
        bodyTimeout: idleMs ?? this.#timeout,
      });
    } catch (error) {
      throw asRefusal(error);
    }
  }

  async #accepted(answer: Dispatcher.ResponseData): Promise<Dispatcher.ResponseData> {
    if (answer.statusCode >= 200 && answer.statusCode < 300) return answer;
    const after = answer.headers['retry-after'];
    const text = await textOf(answer.body, REFUSAL_BYTES);
    throw refusalFromAnswer(answer.statusCode, text, typeof after === 'string' ? after : undefined, this.#clock.now());
  }
}

/** The chunks of a body; a connection that breaks is a `Refusal`. */
export async function* bytesOf(body: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) yield chunk as Buffer;
  } catch (error) {
    throw asRefusal(error);
  }
}

/** The text of a body, cut off where it is longer than anybody needs. */
async function textOf(body: Readable, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytesOf(body)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > limit) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function queryText(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
