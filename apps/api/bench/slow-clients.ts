/** The clients of the bench of slow clients: some read, some stop after their snapshot until they are told to go on. */

import { WebSocket } from 'ws';

const [url = '', fast = '', slow = ''] = process.argv.slice(2);
const query = `subscription { topology { type revision time nodes {
  added { id fields labels } changed { id fields labels } removed } } }`;

interface Message {
  readonly type: string;
  readonly payload?: { readonly data: { readonly topology: Frame } };
}

interface Frame {
  readonly type: string;
  readonly revision: number;
  readonly time: number;
  readonly nodes: Readonly<Record<'added' | 'changed', readonly { id: string; fields: { Restarts: number } }[]>>;
}

const latencies: number[] = [];
const stopped: { readonly socket: WebSocket; frames: number; revision: number; readonly rows: Map<string, number> }[] =
  [];
let ready = 0;
let goal: number | undefined;

for (let i = 0; i < Number(fast) + Number(slow); i++) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  const client = { socket, frames: 0, revision: 0, rows: new Map<string, number>() };
  const stops = i >= Number(fast);
  if (stops) stopped.push(client);
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data)) as Message;
    if (type === 'connection_ack') socket.send(JSON.stringify({ id: `${i}`, type: 'subscribe', payload: { query } }));
    if (payload === undefined) return;
    const { topology } = payload.data;
    for (const { id, fields } of [...topology.nodes.added, ...topology.nodes.changed])
      client.rows.set(id, fields.Restarts);
    client.revision = topology.revision;
    if (topology.type === 'SNAPSHOT') {
      if (stops) socket.pause();
      if (++ready === Number(fast) + Number(slow)) process.send?.('ready');
      return;
    }
    client.frames++;
    if (!stops) latencies.push(Date.now() - topology.time);
    finish();
  });
}

function finish(): void {
  if (goal === undefined || stopped.some(({ revision }) => revision < goal!)) return;
  goal = undefined;
  process.send?.({ latencies, slow: stopped.map(({ frames, rows }) => ({ frames, rows })) });
}

process.on('message', ({ revision }: { revision: number }) => {
  goal = revision;
  for (const { socket } of stopped) socket.resume();
  finish();
});
