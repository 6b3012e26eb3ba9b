/** Name suffixes without vowels and look-alikes, as Kubernetes makes them. */

import { randomInt } from 'node:crypto';

const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** Five random letters for `generateName`. */
export function randomSuffix(length = 5): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += alphabet[randomInt(alphabet.length)];
  return text;
}

/** FNV-1a, 32 bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A short word that depends on nothing but the text: template hashes and the like. */
export const hashWord = (text: string): string =>
  [...String(hash32(text))].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
