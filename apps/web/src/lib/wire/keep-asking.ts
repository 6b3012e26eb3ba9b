/** A subscription for as long as wanted: after each loss it is asked for again. */

import type { OperationResult } from '@urql/core';
import type { QueryProblem } from './frames.ts';
import { isNetwork, problemOf } from './problem.ts';

export interface Asking<Data> {
  /** Begins a subscription, for what is not known yet. */
  readonly source: () => { subscribe(take: (result: OperationResult<Data>) => void): { unsubscribe: () => void } };
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, sooner when there is reason to hope; injected for tests. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Listener<Data> {
  take(data: Data): void;
  /** The connection is gone; it is tried again by itself. */
  lost(): void;
  /** The server will not serve this. Nothing is tried again. */
  refused(problem: QueryProblem): void;
}

/** Runs until the signal aborts or the server refuses. */
export async function keepAsking<Data>(asking: Asking<Data>, listener: Listener<Data>): Promise<void> {
  const { signal, pause } = asking;
  let failures = 0;
  while (!signal.aborted) {
    const end = await once(asking, (data) => {
      failures = 0;
      listener.take(data);
    });
    if (signal.aborted) return;
    if (end !== undefined) return listener.refused(end);
    listener.lost();
    await pause(backoff(failures++), signal);
  }
}

/** 0.25, 0.5, 1, 2, then 4 seconds, each a little more or less, so that not all come back at once. */
function backoff(failures: number): number {
  return 250 * 2 ** Math.min(failures, 4) * (0.75 + Math.random() / 2);
}

/** One subscription, until it ends: with a problem when the server refuses it, with nothing when it was cut. */
function once<Data>({ source, signal }: Asking<Data>, take: (data: Data) => void): Promise<QueryProblem | undefined> {
  const { promise, resolve } = Promise.withResolvers<QueryProblem | undefined>();
  const { unsubscribe } = source().subscribe(({ data, error, hasNext }) => {
    if (error !== undefined) return resolve(isNetwork(error) ? undefined : problemOf(error));
    if (data !== undefined && data !== null) take(data);
    if (!hasNext) resolve(undefined);
  });
  const stop = () => resolve(undefined);
  signal.addEventListener('abort', stop, { once: true });
  return promise.finally(() => {
    signal.removeEventListener('abort', stop);
    unsubscribe();
  });
}
