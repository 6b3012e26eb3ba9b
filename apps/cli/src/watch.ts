/** `canopy watch` and `canopy alerts`: a subscription of rows, followed across lost connections. */

import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Problem } from './problem.ts';
import { type GraphqlError, problemOf, refused, type Server } from './server.ts';

/** What is followed: a document with a variable `since`, whose one root field answers frames. */
export interface Followed {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The expression, where an error may point into one. */
  readonly query?: string;
}

export function rowsOfQuery(query: string): Followed {
  const document = `subscription CanopyWatch($query: String!, $since: Int) {
    gremlin(query: $query, since: $since) { type since revision complete added changed removed }
  }`;
  return { document, variables: { query }, query };
}

export interface WatchFrame {
  readonly type: 'SNAPSHOT' | 'DELTA' | 'RESYNC';
  readonly since: number;
  readonly revision: number;
  readonly complete: boolean;
  readonly added: readonly unknown[];
  readonly changed: readonly unknown[];
  readonly removed: readonly unknown[];
}

export interface WatchOptions {
  /** The way to the server; asked for before each connection. */
  readonly reach: () => Promise<Server>;
  readonly followed: Followed;
  readonly signal: AbortSignal;
  readonly frame: (frame: WatchFrame) => void;
  /** The connection was lost, or could not be made; it is tried again. */
  readonly lost: (reason: string, waitMs: number) => void;
  readonly random?: () => number;
}

/** Resolves when the signal aborts; rejects with a problem where trying again is of no use. */
export async function watch(options: WatchOptions): Promise<void> {
  const { signal, random = Math.random } = options;
  let since: number | undefined;
  let failures = 0;
  let reached = false;
  const take = (frame: WatchFrame) => {
    failures = 0;
    reached = true;
    // A snapshot counts when it is whole: half of one is no place to resume from.
    since = frame.type === 'DELTA' || frame.complete ? frame.revision : undefined;
    if (frame.type === 'RESYNC') since = undefined;
    options.frame(frame);
  };
  while (!signal.aborted) {
    const reason = await options.reach().then(
      (server) => attempt({ ...options, server, since, reached, take }),
      (error: unknown) => {
        if (error instanceof Problem && reached) return error.message;
        throw error;
      },
    );
    if (signal.aborted) return;
    const waitMs = Math.round(Math.min(10_000, 250 * 2 ** failures++) * (0.5 + random() / 2));
    options.lost(reason, waitMs);
    await pause(waitMs, signal);
  }
}

interface Attempt extends Pick<WatchOptions, 'followed' | 'signal'> {
  readonly server: Server;
  readonly since: number | undefined;
  /** There was a connection before: what answers otherwise now may be a proxy in front of it. */
  readonly reached: boolean;
  readonly take: (frame: WatchFrame) => void;
}

/** One connection. Resolves with the reason for which it ended. */
function attempt({ server, followed, signal, since, reached, take }: Attempt): Promise<string> {
  const { document, variables, query = '' } = followed;
  const { client, cut } = connectionTo(server);
  return new Promise<string>((resolve, reject) => {
    const end = (finish: () => void) => {
      signal.removeEventListener('abort', stop);
      // A connection that is not made yet rejects when it is cut.
      Promise.resolve(client.dispose()).catch(() => {});
      finish();
    };
    const stop = () =>
      end(() => {
        cut();
        resolve('stopped');
      });
    signal.addEventListener('abort', stop, { once: true });
    client.subscribe<Record<string, WatchFrame>>(
      { query: document, variables: { ...variables, since: since ?? null } },
      {
        next: ({ data, errors }) => {
          const [error] = errors ?? [];
          if (error !== undefined) end(() => reject(problemOf(error as GraphqlError, query)));
          else for (const frame of Object.values(data ?? {})) take(frame);
        },
        error: (error) => end(() => decide(error, { query, server, reached }, resolve, reject)),
        complete: () => end(() => resolve('the server ended the watch')),
      },
    );
    if (signal.aborted) stop();
  });
}

const pingMs = 15_000;

/** A peer that went without a word is found out by pings; `cut` does not wait for it. */
function connectionTo({ url, token, patienceMs }: Server): { readonly client: Client; cut(): void } {
  let socket: WebSocket | undefined;
  let late: NodeJS.Timeout | undefined;
  const cut = () => {
    clearTimeout(late);
    socket?.terminate();
  };
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocol: string) {
        super(address, protocol, { handshakeTimeout: patienceMs });
        socket = this;
      }
    },
    retryAttempts: 0,
    lazy: true,
    keepAlive: pingMs,
    connectionAckWaitTimeout: patienceMs,
    ...(token === undefined ? {} : { connectionParams: { token } }),
    onNonLazyError: () => {},
    on: {
      ping: (received) => {
        if (!received) late = setTimeout(cut, patienceMs).unref();
      },
      pong: (received) => {
        if (received) clearTimeout(late);
      },
    },
  });
  return { client, cut };
}

/** What a proxy or a server under load says, and what passes. */
const passing: ReadonlySet<string> = new Set(['408', '425', '429']);

/** Errors of the query and of the rights end the watch, and an answer that is not Canopy's; those of the connection do not. */
function decide(
  error: unknown,
  { query, server, reached }: Pick<Attempt, 'server' | 'reached'> & { readonly query: string },
  again: (reason: string) => void,
  end: (problem: Problem) => void,
): void {
  if (Array.isArray(error)) {
    end(problemOf(error[0] as GraphqlError, query));
    return;
  }
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string };
  const [, status] = /Unexpected server response: (4\d\d)/.exec(message ?? '') ?? [];
  if (code === 4401 || code === 4403) end(new Problem(reason || 'the server refuses this token'));
  else if (status === '401') end(refused(server));
  else if (status !== undefined && !passing.has(status) && !reached)
    end(new Problem(`${server.url} does not answer as Canopy does: ${status} to a WebSocket`));
  else again(reason || message || (code === undefined ? 'no answer' : `closed with code ${code}`));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
