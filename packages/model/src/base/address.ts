/** Addresses of both families as bytes, and blocks of them. */

import ipaddr from 'ipaddr.js';

export interface Block {
  readonly bytes: readonly number[];
  readonly prefix: number;
}

/** The block, or `undefined` for text that is none. A bare address is a block of itself. */
export function parseBlock(text: string): Block | undefined {
  // The library takes 10.0.0/8 for a block too; the API server does not.
  if (ipaddr.isValidCIDR(text) && isAddress(text.slice(0, text.indexOf('/')))) {
    const [address, prefix] = ipaddr.parseCIDR(text);
    return { bytes: address.toByteArray(), prefix };
  }
  const bytes = addressBytes(text);
  return bytes && { bytes, prefix: bytes.length * 8 };
}

/** Whether the address is in the block; never for one of the other family. */
export function contains({ bytes, prefix }: Block, address: readonly number[]): boolean {
  if (bytes.length !== address.length) return false;
  for (let bit = 0; bit < prefix; bit += 8) {
    const mask = prefix - bit >= 8 ? 0xff : (0xff << (8 - (prefix - bit))) & 0xff;
    if (((bytes[bit / 8] ?? 0) & mask) !== ((address[bit / 8] ?? 0) & mask)) return false;
  }
  return true;
}

/** Four decimal numbers, or IPv6: shorter notations (`10.1`, `7`) are names of things as well. */
export function addressBytes(text: string): readonly number[] | undefined {
  return isAddress(text) ? ipaddr.parse(text).toByteArray() : undefined;
}

/** The address as the API writes it: `FD00:0::5` is `fd00::5`. */
export function canonicalAddress(text: string): string | undefined {
  return isAddress(text) ? ipaddr.parse(text).toString() : undefined;
}

const isAddress = (text: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
