/** A subscriber for tests: collects what a subscription sends, and lets a test wait for it. */

import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface Subscriber<Frame> {
  readonly frames: Frame[];
  readonly errors: unknown[];
  /** Resolves with the first frame from the `n`th on that fits; rejects after a minute. */
  until(fits: (frame: Frame) => boolean, from?: number): Promise<Frame>;
  stop(): Promise<void>;
}

export function subscribe<Frame>(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  connectionParams: Record<string, unknown> = {},
): Subscriber<Frame> {
  const frames: Frame[] = [];
  const errors: unknown[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
  });
  client.subscribe<Record<string, Frame>>(
    { query, variables },
    {
      next: ({ data, errors: failed }) => {
        if (failed) errors.push(...failed);
        const [frame] = Object.values(data ?? {});
        if (frame) frames.push(frame);
        wake();
      },
      error: (error) => {
        errors.push(...(Array.isArray(error) ? error : [error]));
        wake();
      },
      complete: wake,
    },
  );
  return {
    frames,
    errors,
    until: (fits, from = 0) => {
      const told = () => JSON.stringify({ frames, errors }).slice(0, 2_000);
      return found(() => frames.slice(from).find(fits), waiting, told);
    },
    stop: async () => client.dispose(),
  };
}

const patienceMs = 60_000;

/** What `find` finds, now or when those who wait are told to look again. */
function found<T>(find: () => T | undefined, waiting: Set<() => void>, told: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const result = find();
      if (result === undefined) return;
      clearTimeout(late);
      waiting.delete(look);
      resolve(result);
    };
    const late = setTimeout(() => {
      waiting.delete(look);
      reject(new Error(`no such frame within a minute; there were ${told()}`));
    }, patienceMs);
    waiting.add(look);
    look();
  });
}
