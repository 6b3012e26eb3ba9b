/** The subscribers of the fan-out bench, in a process of their own: plain sockets that count and take the time. */

import { WebSocket } from 'ws';

const [url = '', subscribers = '1000', views = '50'] = process.argv.slice(2);
const query = `subscription ($filter: TopologyFilter) {
  topology(filter: $filter) { type since revision time complete
    nodes { added { id name } changed { id cluster type namespace name labels status { state health reason } fields revision } removed } }
}`;

const latencies: number[] = [];
const revisions = new Array<number>(Number(subscribers)).fill(0);
let listening = 0;
let messages = 0;
let first = 0;
let last = 0;
let goal: number | undefined;

for (let i = 0; i < Number(subscribers); i++) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('{"type":"connection_ack"')) {
      const filter = { namespaces: [`ns-${i % Number(views)}`] };
      socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables: { filter } } }));
      return;
    }
    const time = Number(/"time":(\d+)/.exec(text)?.[1]);
    revisions[i] = Number(/"revision":(\d+)/.exec(text)?.[1]);
    if (text.includes('"SNAPSHOT"')) {
      if (++listening === Number(subscribers)) process.send?.({ word: 'listening' });
      return;
    }
    messages++;
    first ||= performance.now();
    last = performance.now();
    latencies.push(Date.now() - time);
    finish();
  });
}

function finish(): void {
  if (goal === undefined || revisions.some((revision) => revision < (goal ?? 0))) return;
  process.send?.({ word: 'done', latencies, messages, seconds: (last - first) / 1_000 });
  goal = undefined;
}

process.on('message', ({ revision }: { revision: number }) => {
  goal = revision;
  finish();
});
