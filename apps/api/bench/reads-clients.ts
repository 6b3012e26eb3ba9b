/** The readers of the reads bench, in a process of their own: connections that stay open and ask again at once. */

import { connect } from 'node:net';

interface Round {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** Left out: GET. */
  readonly body?: string;
  readonly connections: number;
  readonly ms: number;
}

process.on('message', async (round: Round) => {
  const until = performance.now() + round.ms;
  const latencies: number[] = [];
  const all = Array.from({ length: round.connections }, () => readUntil(round, until, latencies));
  const failed = (await Promise.all(all)).reduce((sum, each) => sum + each, 0);
  process.send?.({ latencies, failed });
});

/** Plain HTTP/1.1 as text, as a client that costs anything would be what is measured. Resolves with what failed. */
function readUntil({ host, port, path, body }: Round, until: number, latencies: number[]): Promise<number> {
  const head = body === undefined ? `GET ${path}` : `POST ${path}`;
  const type =
    body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  const request = `${head} HTTP/1.1\r\nhost: ${host}:${port}\r\naccept: application/json\r\n${type}\r\n${body ?? ''}`;
  return new Promise((resolve) => {
    let failed = 0;
    let asked = 0;
    let heard = '';
    const ask = () => {
      asked = performance.now();
      socket.write(request);
    };
    const socket = connect(port, host, ask);
    socket.setNoDelay(true);
    socket.setEncoding('latin1').on('data', (text: string) => {
      heard += text;
      const end = heard.indexOf('\r\n\r\n');
      const [, length = ''] = /content-length: (\d+)/i.exec(heard) ?? [];
      if (end < 0 || heard.length < end + 4 + Number(length)) return;
      if (!heard.startsWith('HTTP/1.1 200') || heard.includes('"errors"')) failed++;
      latencies.push(performance.now() - asked);
      heard = '';
      if (performance.now() < until) ask();
      else {
        socket.destroy();
        resolve(failed);
      }
    });
  });
}
