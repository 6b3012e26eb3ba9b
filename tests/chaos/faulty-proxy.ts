/** A proxy before any plain-HTTP API server that does to its traffic what networks, load balancers and servers do. */

import {
  createServer,
  Agent as HttpAgent,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pick, type Random } from './random.ts';

export interface FaultyProxyOptions {
  readonly upstream: string;
  readonly random: Random;
  /** How likely a request, and a line of a watch, meets a fault. */
  readonly rate?: number;
}

type AnswerFault = 'refuse' | 'drop' | 'cut' | 'dribble';
type LineFault = 'repeat' | 'repeatOld' | 'swap' | 'half' | 'nonsense' | 'error' | 'expire' | 'end' | 'break';

const ANSWER_FAULTS: readonly AnswerFault[] = ['refuse', 'refuse', 'drop', 'cut', 'dribble'];
const LINE_FAULTS: readonly LineFault[] = [
  'repeat',
  'repeatOld',
  'swap',
  'half',
  'nonsense',
  'error',
  'expire',
  'end',
  'break',
];

/** No 403 and 404: they are answers about the cluster, not faults of the way, and are believed. */
const CODES = [401, 408, 410, 429, 429, 500, 500, 502, 503, 503, 504];

export class FaultyProxy {
  /** No faults any more, or for now. */
  calm = false;
  /** Faults so far, by name. */
  readonly faults = new Map<string, number>();
  readonly #upstream: string;
  readonly #random: Random;
  readonly #rate: number;
  readonly #agent = new HttpAgent({ keepAlive: true });
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();

  constructor({ upstream, random, rate = 0.25 }: FaultyProxyOptions) {
    this.#upstream = upstream;
    this.#random = random;
    this.#rate = rate;
    this.#server = createServer((incoming, response) => this.#take(incoming, response));
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get total(): number {
    return [...this.faults.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Open connections of the client under test. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }

  /** Breaks all streams at once, as a restart of the server does. */
  cutAll(): void {
    this.#count('cutAll');
    for (const stream of this.#streams) stream.destroy();
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(incoming: IncomingMessage, response: ServerResponse): void {
    const watching = incoming.url!.includes('watch=');
    const fault = this.#meets() ? pick(this.#random, ANSWER_FAULTS) : undefined;
    if (fault) this.#count(fault);
    if (fault === 'drop') incoming.socket.destroy();
    else if (fault === 'refuse') this.#refuse(response);
    else this.#forward(incoming, response, watching, fault);
  }

  #refuse(response: ServerResponse): void {
    const code = pick(this.#random, CODES);
    const page = this.#random() < 0.3;
    const body = page ? '<html>trouble</html>' : JSON.stringify({ kind: 'Status', code, message: 'injected' });
    response.writeHead(code, code === 429 ? { 'retry-after': '2' } : {}).end(body);
  }

  #forward(incoming: IncomingMessage, response: ServerResponse, watching: boolean, fault?: AnswerFault): void {
    const ask = request(this.#upstream + incoming.url, { agent: this.#agent, headers: { accept: 'application/json' } });
    ask.on('error', () => response.destroy());
    ask.on('response', (answer) => {
      answer.on('error', () => response.destroy());
      response.writeHead(answer.statusCode!);
      response.flushHeaders();
      if (watching && answer.statusCode === 200) this.#watch(answer, response);
      else void this.#send(answer, response, fault);
    });
    response.on('close', () => ask.destroy());
    ask.end();
  }

  async #send(answer: IncomingMessage, response: ServerResponse, fault?: AnswerFault): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of answer) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks);
    if (fault === 'cut') {
      response.write(body.subarray(0, Math.floor(this.#random() * body.length)));
      setImmediate(() => response.destroy());
    } else if (fault === 'dribble') {
      await this.#dribble(body, response);
    } else {
      response.end(body);
    }
  }

  async #dribble(body: Buffer, response: ServerResponse): Promise<void> {
    const size = 1 + Math.floor(body.length / 20);
    for (let at = 0; at < body.length; at += size) {
      response.write(body.subarray(at, at + size));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  }

  #watch(answer: IncomingMessage, response: ServerResponse): void {
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    let rest = '';
    let before: string | undefined;
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (let i = 0; i < lines.length && this.#streams.has(response); i++) {
        if (this.#meets()) i += this.#mangle(response, lines, i, before);
        else response.write(`${lines[i]}\n`);
        before = lines[i];
      }
    });
    answer.on('end', () => this.#streams.has(response) && response.end());
  }

  /** Does something to the line at `at`; returns how many lines after it are dealt with as well. */
  #mangle(response: ServerResponse, lines: readonly string[], at: number, before: string | undefined): number {
    const line = lines[at]!;
    const next = lines[at + 1];
    const fault = pick(this.#random, LINE_FAULTS);
    this.#count(fault);
    const error = (code: number) =>
      JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code, message: 'injected' } });
    if (fault === 'repeat') response.write(`${line}\n${line}\n`);
    else if (fault === 'repeatOld') response.write(`${line}\n${before ?? line}\n`);
    else if (fault === 'swap' && next !== undefined) response.write(`${next}\n${line}\n`);
    else if (fault === 'nonsense') response.write(`{"type":"ADDED",${line}\n`);
    else if (fault === 'error') response.write(`${error(500)}\n`);
    else if (fault === 'expire') response.write(`${error(410)}\n`);
    else this.#finish(response, line, fault);
    return fault === 'swap' && next !== undefined ? 1 : 0;
  }

  /** The last line of this stream; nothing may follow what was cut off. */
  #finish(response: ServerResponse, line: string, fault: LineFault): void {
    this.#streams.delete(response);
    if (fault === 'end') response.end(`${line}\n`);
    else if (fault === 'break') response.destroy();
    else
      response.write(Buffer.from(line).subarray(0, Math.floor(this.#random() * line.length)), () => response.destroy());
  }

  #meets(): boolean {
    return !this.calm && this.#random() < this.#rate;
  }

  #count(fault: string): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }
}
