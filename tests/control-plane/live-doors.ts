/** The doors that stay open: what a user sees now, as told by snapshots, deltas and starts anew. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { CanopyServer } from './canopy.ts';
import type { Seen } from './doors.ts';

export interface LiveDoor {
  readonly name: string;
  /** What is there now, and all that was ever told. */
  now(): Seen;
  close(): void;
}

interface Rows {
  readonly type: 'SNAPSHOT' | 'DELTA' | 'RESYNC';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

interface TopologyFrame extends Pick<Rows, 'type'> {
  readonly nodes: { readonly added: readonly { readonly id: string }[]; readonly removed: readonly string[] };
}

interface GremlinFrame extends Pick<Rows, 'type'> {
  readonly added: readonly { readonly ID: string }[];
  readonly removed: readonly { readonly ID: string }[];
}

const topology = {
  query: `subscription { topology { type complete nodes { added { id name namespace } removed } edges { added { from to metadata } } } }`,
  rows: ({ type, nodes }: TopologyFrame): Rows => ({
    type,
    added: nodes.added.map(({ id }) => id),
    removed: nodes.removed,
  }),
};

const gremlin = {
  query: `subscription { gremlin(query: "G.V()") { type complete added removed } }`,
  rows: ({ type, added, removed }: GremlinFrame): Rows => ({
    type,
    added: added.map(({ ID }) => ID),
    removed: removed.map(({ ID }) => ID),
  }),
};

/** Applies what it is told. */
class Picture {
  readonly ids = new Set<string>();
  told = '';

  take({ type, added, removed }: Rows, text: string): void {
    this.told += text;
    if (type === 'RESYNC') this.ids.clear();
    for (const id of removed) this.ids.delete(id);
    for (const id of added) this.ids.add(id);
  }
}

type Asked = { readonly query: string; readonly rows: (frame: never) => Rows };

function socketDoor(name: string, { url }: CanopyServer, token: string, { query, rows }: Asked): LiveDoor {
  const picture = new Picture();
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { token },
    retryAttempts: 0,
  });
  client.subscribe<Record<string, unknown>>(
    { query },
    {
      next: ({ data }) => {
        const [frame] = Object.values(data ?? {});
        picture.take(rows(frame as never), JSON.stringify(frame));
      },
      error: (error) => {
        picture.told += `error ${JSON.stringify(error)}`;
      },
      complete: () => {},
    },
  );
  return door(name, picture, () => void client.dispose());
}

function streamDoor(name: string, { url }: CanopyServer, token: string, { query, rows }: Asked): LiveDoor {
  const picture = new Picture();
  const stop = new AbortController();
  const read = async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query }),
      signal: stop.signal,
    });
    let text = '';
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) {
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        if (!/^event: ?next$/m.test(event) || !data) continue;
        const [frame] = Object.values((JSON.parse(data) as { data: Record<string, unknown> }).data);
        picture.take(rows(frame as never), data);
      }
    }
  };
  read().catch((error: unknown) => {
    if (!stop.signal.aborted) picture.told += `error ${String(error)}`;
  });
  return door(name, picture, () => stop.abort());
}

function commandDoor(name: string, { url }: CanopyServer, token: string): LiveDoor {
  const picture = new Picture();
  const main = join(import.meta.dirname, '..', '..', 'apps/cli/src/main.ts');
  const args = [main, 'watch', 'G.V()', '-o', 'jsonl', '--server', url];
  // In the environment, as a token is not for the list of processes.
  const child: ChildProcess = spawn(process.execPath, args, { env: { ...process.env, CANOPY_TOKEN: token } });
  let text = '';
  child.stdout!.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    const lines = text.split('\n');
    text = lines.pop()!;
    for (const line of lines) {
      const { change, row } = JSON.parse(line) as { change: string; row?: { ID: string } };
      const ids = row === undefined ? [] : [row.ID];
      const gone = change === 'removed';
      const type = change === 'resync' ? 'RESYNC' : 'DELTA';
      picture.take({ type, added: gone ? [] : ids, removed: gone ? ids : [] }, line);
    }
  });
  return door(name, picture, () => void child.kill());
}

function door(name: string, picture: Picture, close: () => void): LiveDoor {
  return { name, now: () => ({ ids: new Set(picture.ids), text: picture.told }), close };
}

export function openLiveDoors(canopy: CanopyServer, token: string): LiveDoor[] {
  return [
    socketDoor('topology over WebSocket', canopy, token, topology),
    socketDoor('gremlin over WebSocket', canopy, token, gremlin),
    streamDoor('topology over SSE', canopy, token, topology),
    streamDoor('gremlin over SSE', canopy, token, gremlin),
    commandDoor('canopy watch', canopy, token),
  ];
}
