/** Addresses by their bytes, so that those inside a block are found without looking at the others. */

import { addressBytes, type Block } from '../../base/address.ts';
import { obtain } from '../../base/obtain.ts';

interface Branch {
  readonly children: Map<number, Branch>;
  text?: string;
}

export class AddressTree {
  readonly #roots = new Map<number, Branch>();

  add(text: string): void {
    const bytes = addressBytes(text);
    if (bytes === undefined) return;
    let branch = child(this.#roots, bytes.length);
    for (const byte of bytes) branch = child(branch.children, byte);
    branch.text = text;
  }

  remove(text: string): void {
    const bytes = addressBytes(text);
    const root = bytes && this.#roots.get(bytes.length);
    if (root === undefined) return;
    const path: Branch[] = [root];
    for (const byte of bytes!) {
      const next = path.at(-1)!.children.get(byte);
      if (next === undefined) return;
      path.push(next);
    }
    for (let depth = bytes!.length - 1; depth >= 0 && path[depth + 1]!.children.size === 0; depth--) {
      path[depth]!.children.delete(bytes![depth]!);
    }
  }

  *inside(block: Block): Generator<string> {
    const root = this.#roots.get(block.bytes.length);
    if (root !== undefined) yield* walk(root, block, 0);
  }
}

function* walk(branch: Branch, block: Block, depth: number): Generator<string> {
  if (branch.text !== undefined) yield branch.text;
  const bits = Math.min(8, Math.max(0, block.prefix - depth * 8));
  if (bits === 8) {
    const next = branch.children.get(block.bytes[depth] ?? 0);
    if (next !== undefined) yield* walk(next, block, depth + 1);
    return;
  }
  const mask = (0xff << (8 - bits)) & 0xff;
  for (const [byte, next] of branch.children) {
    if ((byte & mask) === ((block.bytes[depth] ?? 0) & mask)) yield* walk(next, block, depth + 1);
  }
}

function child(children: Map<number, Branch>, byte: number): Branch {
  return obtain(children, byte, () => ({ children: new Map() }));
}
