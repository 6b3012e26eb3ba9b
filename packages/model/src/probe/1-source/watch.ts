/** One watch request, read event by event: https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes */

import type { Breather } from '../../base/breather.ts';
import type { KubeObject } from '../../kinds/object.ts';
import { type ApiServer, bytesOf } from './api-server.ts';
import { Lines } from './lines.ts';
import { malformed, refusalFromStatus } from './refusal.ts';

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: KubeObject;
}

export interface WatchOptions {
  readonly server: ApiServer;
  readonly path: string;
  /** Events after this version are sent. */
  readonly resourceVersion: string;
  /** After which the server ends the watch by itself. */
  readonly timeoutSeconds: number;
  /** A longer silence means that nobody is at the other end any more. */
  readonly idleMs: number;
  readonly signal: AbortSignal;
  readonly breather: Breather;
  /** The server accepted the watch. */
  readonly onOpen: () => void;
  readonly onEvent: (event: WatchEvent) => void;
}

/**
 * Resolves when the server ends the stream, and rejects with a `Refusal` when it refuses, sends an ERROR event or
 * nonsense, or when the connection breaks. A last line without its end was cut off and is dropped: the next watch from
 * the version of the last whole event brings it again.
 */
export async function watch(options: WatchOptions): Promise<void> {
  const { server, path, resourceVersion, timeoutSeconds, idleMs, signal, breather } = options;
  const query = { watch: true, allowWatchBookmarks: true, resourceVersion, timeoutSeconds };
  await server.get(path, query, { signal, idleMs }, async (body) => {
    options.onOpen();
    const lines = new Lines();
    for await (const chunk of bytesOf(body)) {
      for (const line of lines.push(chunk)) {
        options.onEvent(eventOf(line));
        if (breather.due) await breather.breathe();
        if (signal.aborted) return;
      }
    }
  });
}

function eventOf(line: string): WatchEvent {
  let event: { type?: string; object?: { metadata?: unknown } };
  try {
    event = JSON.parse(line);
  } catch {
    throw malformed('a line of the watch is not JSON');
  }
  if (event?.type === 'ERROR') throw refusalFromStatus(event.object);
  if (!event?.object?.metadata) throw malformed(`an event of the watch has no object (type ${event?.type})`);
  return event as WatchEvent;
}
