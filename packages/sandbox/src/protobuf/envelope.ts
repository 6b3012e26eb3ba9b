/**
 * Kubernetes' protobuf bodies: four magic bytes, then an `Unknown` with the kind and the bytes of the object.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */

import type { Tree } from '../base/json.ts';
import { badRequest } from '../base/problem.ts';
import { decodeMessage } from './decode.ts';
import { fieldsOf } from './reader.ts';
import { messageOf } from './schema.ts';

const magic = Buffer.from([0x6b, 0x38, 0x73, 0]);

const textIn = (fields: ReadonlyMap<number, unknown>, number: number): string => {
  const value = fields.get(number);
  return value instanceof Uint8Array ? Buffer.from(value).toString() : '';
};

const bytesIn = (fields: ReadonlyMap<number, unknown>, number: number): Uint8Array => {
  const value = fields.get(number);
  return value instanceof Uint8Array ? value : new Uint8Array();
};

/** The object of a body; a 400 for bytes that are none and for kinds that are not understood in this form. */
export function decodeObject(body: Uint8Array): Tree {
  if (!magic.equals(body.subarray(0, magic.length))) {
    throw badRequest('the body does not begin as the protobuf form of an object does');
  }
  const unknown = new Map(fieldsOf(body.subarray(magic.length)));
  const type = new Map(fieldsOf(bytesIn(unknown, 1)));
  const apiVersion = textIn(type, 1);
  const kind = textIn(type, 2);
  const message = messageOf(apiVersion, kind);
  if (!message) throw badRequest(`${apiVersion} ${kind} is not understood in protobuf: send it as JSON`);
  return { apiVersion, kind, ...decodeMessage(message, bytesIn(unknown, 2)) };
}
