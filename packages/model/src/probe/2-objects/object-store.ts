/**
 * The objects behind the nodes, out of the JavaScript heap: JSON in blocks of some dozens, compressed when they are full
 * and read only when somebody asks. Similar objects arrive next to each other and compress to a few percent. In a large
 * cluster only the first ones are kept; the others can be had from its API.
 */

import { zstdCompress, zstdDecompressSync } from 'node:zlib';
import type { KubeObject } from '../../kinds/object.ts';

const OBJECTS_PER_BLOCK = 64;

/** Whose object it is; the store keeps the place in it. */
export interface Keeper {
  stored: Block | undefined;
}

export class Block {
  readonly keepers: (Keeper | undefined)[] = [];
  /** One line per object; absent while only the compressed form is kept. */
  lines: string[] | undefined = [];
  packed: Buffer | undefined = undefined;
  live = 0;
}

export class ObjectStore {
  readonly #most: number;
  #count = 0;
  #open = new Block();
  /** The packed block that was read last, kept readable. */
  #readable: Block | undefined;

  /** `most`: how many objects are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  put(keeper: Keeper, object: KubeObject): void {
    this.delete(keeper);
    if (this.#count >= this.#most) return;
    this.#count++;
    this.#append(keeper, JSON.stringify(object));
  }

  get(keeper: Keeper): KubeObject | undefined {
    const block = keeper.stored;
    if (block === undefined) return undefined;
    return JSON.parse(this.#read(block)[block.keepers.indexOf(keeper)]!) as KubeObject;
  }

  delete(keeper: Keeper): void {
    const block = keeper.stored;
    if (block === undefined) return;
    keeper.stored = undefined;
    this.#count--;
    block.keepers[block.keepers.indexOf(keeper)] = undefined;
    block.live--;
    if (block !== this.#open && block.live > 0 && block.live <= OBJECTS_PER_BLOCK / 4) this.#rescue(block);
  }

  #append(keeper: Keeper, line: string): void {
    const block = this.#open;
    block.keepers.push(keeper);
    block.lines!.push(line);
    block.live++;
    keeper.stored = block;
    if (block.keepers.length < OBJECTS_PER_BLOCK) return;
    this.#open = new Block();
    pack(block);
  }

  /** Moves what is left of a block that is mostly dead, so that the dead ones cost nothing. */
  #rescue(block: Block): void {
    const lines = this.#read(block);
    for (const [slot, keeper] of block.keepers.entries()) {
      if (keeper !== undefined) this.#append(keeper, lines[slot]!);
    }
    block.keepers.length = 0;
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
