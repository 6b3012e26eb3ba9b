/** Bytes of a stream into lines: whatever the chunks, a line comes out whole or not at all. */

import { malformed } from './refusal.ts';

const NEWLINE = 10;

export class Lines {
  readonly #limit: number;
  /** The beginning of a line whose end has not arrived. */
  #begun: Buffer[] = [];
  #begunBytes = 0;

  /** A line longer than `limit` bytes is an error: nothing that the server sends may fill the memory. */
  constructor(limit = 16 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** The lines that this chunk completes, without empty ones. What follows the last newline waits for the next chunk. */
  *push(chunk: Buffer): Generator<string> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = this.#complete(chunk, start, end);
      start = end + 1;
      if (line !== '') yield line;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** Decoded only when whole, so a character split over two chunks is never torn. */
  #complete(chunk: Buffer, start: number, end: number): string {
    if (this.#begunBytes === 0) return chunk.toString('utf8', start, end);
    this.#keep(chunk.subarray(start, end));
    const line = Buffer.concat(this.#begun, this.#begunBytes).toString('utf8');
    this.#begun = [];
    this.#begunBytes = 0;
    return line;
  }

  #keep(part: Buffer): void {
    this.#begunBytes += part.length;
    if (this.#begunBytes > this.#limit) throw malformed(`a line of the watch is longer than ${this.#limit} bytes`);
    this.#begun.push(part);
  }
}
