/**
 * The way out of one WebSocket connection. Messages of one turn leave in one write, ready frames go to the TCP socket as
 * they are, and whoever sends is told when the client has taken what it was sent.
 */

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** Up to here several buffers are copied into one: cheaper than telling the kernel of each. */
const copiedBytes = 32 * 1024;

export class SocketOutlet {
  readonly #ws: WebSocket;
  /** Below the WebSocket. */
  readonly #raw: Duplex;
  #turn: Buffer[] = [];
  #turnBytes = 0;
  /** Writes that the kernel did not take yet. */
  #writing = 0;
  #waiting: (() => void)[] = [];
  readonly #taken = () => {
    this.#writing--;
    this.#tell();
  };

  constructor(ws: WebSocket, raw: Duplex) {
    this.#ws = ws;
    this.#raw = raw;
  }

  /** What is sent within one turn waits for the turn's end, not for the client. */
  get ready(): boolean {
    return this.#writing === 0;
  }

  whenTaken(go: () => void): void {
    this.#waiting.push(go);
    if (this.#writing === 0 && this.#turn.length === 0) queueMicrotask(() => this.#tell());
  }

  /** Whole WebSocket frames, unmasked and not compressed; dropped when the connection closes. */
  frames(parts: readonly Buffer[]): void {
    if (this.#ws.readyState !== this.#ws.OPEN) return;
    if (this.#turn.length === 0) process.nextTick(flush, this);
    for (const part of parts) {
      this.#turn.push(part);
      this.#turnBytes += part.length;
    }
  }

  /** A message that `ws` frames; after what was sent before. Resolves when the client took it. */
  message(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.flush();
      if (this.#ws.readyState !== this.#ws.OPEN) return resolve();
      this.#writing++;
      this.#ws.send(text, { binary: false }, () => {
        this.#taken();
        resolve();
      });
    });
  }

  close(code?: number, reason?: string): void {
    this.flush();
    this.#ws.close(code, reason);
  }

  flush(): void {
    const parts = this.#turn;
    if (parts.length === 0) return;
    const bytes = this.#turnBytes;
    this.#turn = [];
    this.#turnBytes = 0;
    if (this.#ws.readyState !== this.#ws.OPEN) {
      this.#tell();
      return;
    }
    this.#writing++;
    if (parts.length === 1) this.#raw.write(parts[0], this.#taken);
    else if (bytes <= copiedBytes) this.#raw.write(Buffer.concat(parts, bytes), this.#taken);
    else {
      this.#raw.cork();
      const last = parts.length - 1;
      for (const [i, part] of parts.entries()) this.#raw.write(part, i === last ? this.#taken : undefined);
      this.#raw.uncork();
    }
  }

  #tell(): void {
    if (this.#writing > 0 || this.#turn.length > 0 || this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }
}

function flush(outlet: SocketOutlet): void {
  outlet.flush();
}
