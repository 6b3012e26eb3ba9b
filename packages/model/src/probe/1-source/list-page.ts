/**
 * One page of a list, taken apart while its bytes arrive: each item comes out as its own JSON text, so that no page is
 * ever held or parsed as a whole. The managedFields of the items, often half of the bytes, are skipped on the way.
 */

import { malformed } from './refusal.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Nesting inside the list: `{ "items": [ { "metadata": { … } } ] }`. */
const IN_LIST = 1;
const IN_ITEMS = 2;
const IN_ITEM = 3;
const IN_ITEM_FIELD = 4;

const METADATA = Buffer.from('"metadata":');
const MANAGED_FIELDS = Buffer.from('"managedFields":');

export interface PageEnvelope {
  readonly resourceVersion?: string;
  /** The token for the next page; empty or absent on the last. */
  readonly continue?: string;
}

export class ListPage {
  readonly #limit: number;
  readonly #keepManaged: boolean;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inItems = false;
  #inMetadata = false;
  #skipping = false;
  /** Where the part that is being kept begins in the current chunk. */
  #from = 0;
  #item: Buffer[] = [];
  #itemBytes = 0;
  /** Everything but the items. */
  readonly #envelope: Buffer[] = [];

  /** An item of more than `limit` bytes is an error. `keepManaged`: managedFields stay. */
  constructor(limit = 16 * 1024 * 1024, keepManaged = false) {
    this.#limit = limit;
    this.#keepManaged = keepManaged;
  }

  /** The JSON texts of the items that this chunk completes. */
  *push(chunk: Buffer): Generator<string> {
    this.#from = 0;
    for (let at = this.#scan(chunk, 0); at < chunk.length; at = this.#scan(chunk, at + 1)) {
      const byte = chunk[at]!;
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.#open(chunk, at, byte);
      } else {
        const item = this.#close(chunk, at);
        if (item !== undefined) yield item;
      }
    }
    this.#carryOver(chunk);
  }

  /** What stands around the items. Throws a `Refusal` when the page is not complete. */
  end(): PageEnvelope {
    const text = Buffer.concat(this.#envelope).toString('utf8');
    try {
      return (JSON.parse(text) as { metadata?: PageEnvelope }).metadata ?? {};
    } catch {
      throw malformed('the list ended early or is not JSON');
    }
  }

  /**
   * The position of the next bracket that opens or closes something of interest, its depth already counted; the chunk's
   * length where there is none. Every byte of a cluster passes through here, hence the plain loop over local variables.
   */
  #scan(chunk: Buffer, start: number): number {
    const length = chunk.length;
    let depth = this.#depth;
    let inString = this.#inString;
    let at = start;
    if (this.#escaped && at < length) {
      this.#escaped = false;
      at++;
    }
    for (; at < length; at++) {
      const byte = chunk[at]!;
      if (inString) {
        if (byte === QUOTE) inString = false;
        else if (byte === BACKSLASH) at++;
      } else if (byte === QUOTE) {
        inString = true;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth++ <= IN_ITEM_FIELD) break;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (--depth <= IN_ITEM_FIELD) break;
      }
    }
    this.#escaped = at > length;
    this.#inString = inString;
    this.#depth = depth;
    return Math.min(at, length);
  }

  #open(chunk: Buffer, at: number, byte: number): void {
    const depth = this.#depth - 1;
    if (!this.#inItems) {
      if (depth === IN_LIST && byte === OPEN_BRACKET && this.#isItems(chunk, at)) {
        this.#envelope.push(Buffer.from(chunk.subarray(this.#from, at + 1)));
        this.#inItems = true;
      }
    } else if (depth === IN_ITEMS) {
      this.#from = at;
    } else if (depth === IN_ITEM) {
      this.#inMetadata = follows(chunk, at, METADATA);
    } else if (
      depth === IN_ITEM_FIELD &&
      this.#inMetadata &&
      !this.#keepManaged &&
      follows(chunk, at, MANAGED_FIELDS)
    ) {
      this.#keep(chunk.subarray(this.#from, at + 1));
      this.#skipping = true;
    }
  }

  #close(chunk: Buffer, at: number): string | undefined {
    const depth = this.#depth;
    if (!this.#inItems) return undefined;
    if (depth === IN_LIST) {
      this.#inItems = false;
      this.#from = at;
    } else if (depth === IN_ITEMS) {
      return this.#complete(chunk, at + 1);
    } else if (depth === IN_ITEM_FIELD && this.#skipping) {
      this.#skipping = false;
      this.#from = at;
    }
    return undefined;
  }

  /** Decoded only when whole, so a character split over two chunks is never torn. */
  #complete(chunk: Buffer, end: number): string {
    if (this.#itemBytes === 0) return chunk.toString('utf8', this.#from, end);
    this.#keep(chunk.subarray(this.#from, end));
    const text = Buffer.concat(this.#item, this.#itemBytes).toString('utf8');
    this.#item = [];
    this.#itemBytes = 0;
    return text;
  }

  #carryOver(chunk: Buffer): void {
    if (!this.#inItems) this.#envelope.push(Buffer.from(chunk.subarray(this.#from)));
    else if (this.#depth >= IN_ITEM && !this.#skipping) this.#keep(chunk.subarray(this.#from));
  }

  #keep(part: Buffer): void {
    this.#itemBytes += part.length;
    if (this.#itemBytes > this.#limit) throw malformed(`an object of the list is longer than ${this.#limit} bytes`);
    this.#item.push(part);
  }

  #isItems(chunk: Buffer, at: number): boolean {
    const before = Buffer.concat([...this.#envelope, chunk.subarray(this.#from, at)]).toString('latin1');
    return /"items"\s*:\s*$/.test(before);
  }
}

/** A key that was cut by the chunk's edge is not recognised; what it holds is then parsed and dropped later. */
function follows(chunk: Buffer, at: number, key: Buffer): boolean {
  return at >= key.length && chunk.compare(key, 0, key.length, at - key.length, at) === 0;
}
