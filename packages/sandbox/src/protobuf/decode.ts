/** Protobuf messages as the JSON trees that they stand for. */

import type { Tree } from '../base/json.ts';
import { microTimestamp, timestamp } from '../base/object.ts';
import { badRequest } from '../base/problem.ts';
import { fieldsOf, type Value } from './reader.ts';
import { type Field, type Message, messageNamed } from './schema.ts';

const bytesOf = (value: Value): Uint8Array => {
  if (value instanceof Uint8Array) return value;
  throw badRequest('the protobuf body has a number where a message belongs');
};
const textOf = (value: Value): string => Buffer.from(bytesOf(value)).toString();
const numberOf = (value: Value): number => Number(typeof value === 'bigint' ? BigInt.asIntN(64, value) : value);

/** The values of a small message by number; the last one counts. */
const parts = (value: Value): Map<number, Value> => new Map(fieldsOf(bytesOf(value)));

function timeOf(value: Value, write: (milliseconds: number) => string): string | undefined {
  const found = parts(value);
  if (found.size === 0) return undefined;
  const seconds = numberOf(found.get(1) ?? 0n);
  return write(seconds * 1000 + Math.floor(numberOf(found.get(2) ?? 0n) / 1e6));
}

function jsonOf(value: Value): unknown {
  const raw = parts(value).get(1);
  return raw === undefined || bytesOf(raw).length === 0 ? undefined : JSON.parse(textOf(raw));
}

/** `{type, intVal, strVal}`: a number or a text. */
function eitherOf(value: Value): number | string {
  const found = parts(value);
  return numberOf(found.get(1) ?? 0n) === 1 ? textOf(found.get(3) ?? new Uint8Array()) : numberOf(found.get(2) ?? 0n);
}

const scalars: Readonly<Record<string, (value: Value) => unknown>> = {
  s: textOf,
  b: (value) => numberOf(value) !== 0,
  i: numberOf,
  f: numberOf,
  bytes: (value) => Buffer.from(bytesOf(value)).toString('base64'),
  time: (value) => timeOf(value, timestamp),
  microtime: (value) => timeOf(value, microTimestamp),
  quantity: (value) => textOf(parts(value).get(1) ?? new Uint8Array()),
  either: eitherOf,
  raw: jsonOf,
  values: (value) => [...fieldsOf(bytesOf(value))].map(([, item]) => textOf(item)),
};

function decodeValue(type: string, value: Value): unknown {
  const scalar = scalars[type];
  if (scalar) return scalar(value);
  const message = messageNamed(type);
  if (!message) throw badRequest(`the protobuf body has a ${type}, which is not understood`);
  return decodeMessage(message, bytesOf(value));
}

/** Zero in a field that cannot tell zero from absent: nothing. */
const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  value === 0 ||
  value === false ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);

function place(tree: Tree, field: Field, value: Value): void {
  if (field.map) {
    const found = parts(value);
    const key = textOf(found.get(1) ?? new Uint8Array());
    const held = (tree[field.name] ?? {}) as Tree;
    tree[field.name] = { ...held, [key]: decodeValue(field.type, found.get(2) ?? new Uint8Array()) };
    return;
  }
  const decoded = decodeValue(field.type, value);
  if (field.repeated) tree[field.name] = [...((tree[field.name] as unknown[] | undefined) ?? []), decoded];
  else if (field.name === '') Object.assign(tree, decoded);
  else if (field.optional ? decoded !== undefined : !isNothing(decoded)) tree[field.name] = decoded;
}

/** Fields that the tables do not name are passed over. */
export function decodeMessage(message: Message, bytes: Uint8Array): Tree {
  const tree: Tree = {};
  for (const [number, value] of fieldsOf(bytes)) {
    const field = message.get(number);
    if (field) place(tree, field, value);
  }
  return tree;
}
