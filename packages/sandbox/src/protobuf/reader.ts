/** The protobuf wire format: tags, varints and length-delimited parts. https://protobuf.dev/programming-guides/encoding/ */

import { badRequest } from '../base/problem.ts';

export type Value = bigint | Uint8Array | number;

const truncated = () => badRequest('the protobuf body is cut short');

function readVarint(bytes: Uint8Array, start: number): [value: bigint, next: number] {
  let value = 0n;
  for (let index = start; index < bytes.length && index < start + 10; index += 1) {
    const byte = bytes[index]!;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (index - start));
    if (byte < 0x80) return [value, index + 1];
  }
  throw truncated();
}

/** The fields of a message in the order in which they stand. */
export function* fieldsOf(bytes: Uint8Array): Iterable<[number: number, value: Value]> {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw truncated();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    let tag: bigint;
    [tag, at] = readVarint(bytes, at);
    const number = Number(tag >> 3n);
    switch (Number(tag & 7n)) {
      case 0: {
        let value: bigint;
        [value, at] = readVarint(bytes, at);
        yield [number, value];
        break;
      }
      case 1: {
        const part = take(8);
        yield [number, new DataView(part.buffer, part.byteOffset).getFloat64(0, true)];
        break;
      }
      case 2: {
        let length: bigint;
        [length, at] = readVarint(bytes, at);
        yield [number, take(Number(length))];
        break;
      }
      case 5: {
        const part = take(4);
        yield [number, new DataView(part.buffer, part.byteOffset).getFloat32(0, true)];
        break;
      }
      default:
        throw badRequest('the protobuf body has a field of an unknown sort');
    }
  }
}
