/** `canopy watch` and `canopy alerts`: a subscription of rows, followed across lost connections. */

import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Problem } from './problem.ts';
import { type GraphqlError, problemOf, type Server } from './server.ts';

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
  readonly server: Server;
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
  while (!signal.aborted) {
    const reason = await attempt(options, since, (frame) => {
      failures = 0;
      // A snapshot counts when it is whole: half of one is no place to resume from.
      since = frame.type === 'DELTA' || frame.complete ? frame.revision : undefined;
      if (frame.type === 'RESYNC') since = undefined;
      options.frame(frame);
    });
    if (signal.aborted) return;
    const waitMs = Math.round(Math.min(10_000, 250 * 2 ** failures++) * (0.5 + random() / 2));
    options.lost(reason, waitMs);
    await pause(waitMs, signal);
  }
}

/** One connection. Resolves with the reason for which it ended. */
function attempt(
  { server, followed: { document, variables, query = '' }, signal }: WatchOptions,
  since: number | undefined,
  take: (frame: WatchFrame) => void,
): Promise<string> {
  const client: Client = createClient({
    url: `${server.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    keepAlive: 15_000,
    ...(server.token === undefined ? {} : { connectionParams: { token: server.token } }),
    onNonLazyError: () => {},
  });
  return new Promise<string>((resolve, reject) => {
    const stop = () => void client.dispose();
    signal.addEventListener('abort', stop, { once: true });
    const end = (finish: () => void) => {
      signal.removeEventListener('abort', stop);
      void client.dispose();
      finish();
    };
    client.subscribe<Record<string, WatchFrame>>(
      { query: document, variables: { ...variables, since: since ?? null } },
      {
        next: ({ data, errors }) => {
          const [error] = errors ?? [];
          if (error !== undefined) end(() => reject(problemOf(error as GraphqlError, query)));
          else for (const frame of Object.values(data ?? {})) take(frame);
        },
        error: (error) => end(() => decide(error, query, resolve, reject)),
        complete: () => end(() => resolve('the server ended the watch')),
      },
    );
    if (signal.aborted) stop();
  });
}

/** Errors of the query and of the rights end the watch; those of the connection do not. */
function decide(error: unknown, query: string, again: (reason: string) => void, end: (problem: Problem) => void): void {
  if (Array.isArray(error)) {
    end(problemOf(error[0] as GraphqlError, query));
    return;
  }
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string };
  if (code === 4401 || code === 4403) end(new Problem(reason || 'the server refuses this token'));
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
