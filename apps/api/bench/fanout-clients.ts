/** The subscribers of the fan-out bench, in a process of their own: plain sockets that count and take the time. */

import { WebSocket } from 'ws';

const [url = '', subscribers = '1000', views = '50', sockets = subscribers] = process.argv.slice(2);
const query = `subscription ($filter: TopologyFilter) {
  topology(filter: $filter) { type since revision time complete
    nodes { added { id name } changed { id cluster type namespace name labels status { state health reason } fields revision } removed } }
}`;

/** When revisions arrived, of one subscriber in fifty: `[revision, milliseconds since the epoch]`. */
const seen: [number, number][][] = [];
const revisions = new Array<number>(Number(subscribers)).fill(0);
const each = Number(subscribers) / Number(sockets);
let listening = 0;
let messages = 0;
let lost = 0;
let goal: number | undefined;

for (let s = 0; s < Number(sockets); s++) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('{"type":"connection_ack"')) {
      for (let i = s * each; i < (s + 1) * each; i++) {
        const filter = { namespaces: [`ns-${i % Number(views)}`] };
        socket.send(JSON.stringify({ type: 'subscribe', id: String(i), payload: { query, variables: { filter } } }));
      }
    } else take(text);
  });
}

function take(text: string): void {
  const i = Number(text.slice(7, text.indexOf('"', 7)));
  const since = numberAfter(text, '"since":');
  const revision = numberAfter(text, '"revision":');
  if (text.includes('"SNAPSHOT"')) {
    revisions[i] = revision;
    if (++listening === Number(subscribers)) process.send?.({ word: 'listening' });
    return;
  }
  // A frame starts where the last one ended, or before: nothing is told that was not followed.
  if (since > revisions[i]!) lost++;
  revisions[i] = revision;
  messages++;
  if (i % 50 === 0) noteArrival(i / 50, revision);
  finish();
}

function noteArrival(sample: number, revision: number): void {
  const frames = seen[sample] ?? [];
  seen[sample] = frames;
  frames.push([revision, Date.now()]);
}

function numberAfter(text: string, key: string): number {
  return Number.parseInt(text.slice(text.indexOf(key) + key.length, text.indexOf(key) + key.length + 16), 10);
}

let behind = 0;

/** Looks at one who is behind until he is not: looking at all with each message would cost more than the messages. */
function finish(): void {
  if (goal === undefined) return;
  while (behind < revisions.length && revisions[behind]! >= goal) behind++;
  if (behind < revisions.length) return;
  process.send?.({ word: 'done', seen: seen.splice(0), messages, lost });
  messages = 0;
  goal = undefined;
}

process.on('message', ({ revision }: { revision: number }) => {
  behind = 0;
  goal = revision;
  finish();
});
