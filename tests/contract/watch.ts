/** Reads a watch stream event by event. */

import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Body } from './client.ts';
import type { ServerUnderTest } from './server.ts';

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: Body;
}

export interface Watching {
  /** The status code of the answer; events come only with 200. */
  readonly code: number;
  /** The next event; `undefined` when the server has ended the stream. Rejects after `deadline` milliseconds. */
  next(deadline?: number): Promise<WatchEvent | undefined>;
  /** All events up to and with the first that `last` accepts. */
  until(last: (event: WatchEvent) => boolean, deadline?: number): Promise<WatchEvent[]>;
  close(): void;
}

/** `path` is that of a list, with its query; `watch=1` is added. */
export async function openWatch(
  server: ServerUnderTest,
  path: string,
  headers: Record<string, string> = {},
): Promise<Watching> {
  const stop = new AbortController();
  const response = await server.fetch(`${path}${path.includes('?') ? '&' : '?'}watch=1`, {
    headers,
    signal: stop.signal,
  });
  const stream = response.body ? Readable.fromWeb(response.body as never) : Readable.from([]);
  // Aborting makes the stream fail; whoever aborts does not read on.
  stream.on('error', () => {});
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  const watching: Watching = {
    code: response.status,
    next: async (deadline = 30_000) => {
      const line = await within(lines.next(), deadline);
      return line.done ? undefined : (JSON.parse(line.value) as WatchEvent);
    },
    until: async (last, deadline = 30_000) => {
      const end = performance.now() + deadline;
      const events: WatchEvent[] = [];
      for (;;) {
        const event = await watching.next(Math.max(1, end - performance.now()));
        if (!event) throw new Error(`the stream ended after ${describeEvents(events)}`);
        events.push(event);
        if (last(event)) return events;
      }
    },
    close: () => stop.abort(),
  };
  return watching;
}

/** `ADDED a`, `DELETED b`: an event a line, for comparing. */
export function describeEvents(events: readonly WatchEvent[]): string[] {
  return events.map((event) => `${event.type} ${event.object.metadata?.name ?? ''}`.trim());
}

async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no watch event within ${Math.round(milliseconds)} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
