/**
 * The objects behind the nodes, out of the JavaScript heap: JSON in blocks of some dozens, compressed when they are full
 * and read only when somebody asks. Similar objects arrive next to each other and compress to a few percent.
 */

import { zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { KubeObject } from '../../kinds/object.ts';

const OBJECTS_PER_BLOCK = 64;

class Block {
  readonly ids: string[] = [];
  /** One line per object; absent while only the compressed form is kept. */
  lines: string[] | undefined = [];
  packed: Buffer | undefined = undefined;
  live = 0;
}

interface Address {
  readonly block: Block;
  readonly slot: number;
}

export class ObjectStore {
  readonly #addresses = new Map<string, Address>();
  #open = new Block();
  /** The packed block that was read last, kept readable. */
  #readable: Block | undefined;

  get size(): number {
    return this.#addresses.size;
  }

  put(id: string, object: KubeObject): void {
    this.delete(id);
    this.#append(id, JSON.stringify(object));
  }

  get(id: string): KubeObject | undefined {
    const address = this.#addresses.get(id);
    if (address === undefined) return undefined;
    return JSON.parse(this.#read(address.block)[address.slot]!) as KubeObject;
  }

  delete(id: string): void {
    const address = this.#addresses.get(id);
    if (address === undefined) return;
    this.#addresses.delete(id);
    const { block } = address;
    block.live--;
    if (block !== this.#open && block.live > 0 && block.live <= OBJECTS_PER_BLOCK / 4) this.#rescue(block);
  }

  #append(id: string, line: string): void {
    const block = this.#open;
    block.ids.push(id);
    block.lines!.push(line);
    block.live++;
    this.#addresses.set(id, { block, slot: block.ids.length - 1 });
    if (block.ids.length < OBJECTS_PER_BLOCK) return;
    this.#open = new Block();
    pack(block);
  }

  /** Moves what is left of a block that is mostly dead, so that the dead ones cost nothing. */
  #rescue(block: Block): void {
    const lines = this.#read(block);
    block.live = 0;
    for (const [slot, id] of block.ids.entries()) {
      const address = this.#addresses.get(id);
      if (address?.block === block && address.slot === slot) this.#append(id, lines[slot]!);
    }
  }

  #read(block: Block): readonly string[] {
    if (block.lines !== undefined) return block.lines;
    if (this.#readable?.packed !== undefined) this.#readable.lines = undefined;
    this.#readable = block;
    block.lines = zstdDecompressSync(block.packed!).toString().split('\n');
    return block.lines;
  }
}

/** Off the main thread; the lines stay readable until it is done. */
function pack(block: Block): void {
  zstdCompress(Buffer.from(block.lines!.join('\n')), (error, packed) => {
    if (error !== null) return;
    block.packed = packed;
    block.lines = undefined;
  });
}
