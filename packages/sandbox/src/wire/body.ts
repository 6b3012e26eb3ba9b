/** Bodies: JSON, YAML and kubectl's protobuf become the same trees. */

import { parse } from 'yaml';
import { isMap, type Tree } from '../base/json.ts';
import { badRequest, unsupportedMediaType } from '../base/problem.ts';
import { decodeObject } from '../protobuf/envelope.ts';
import { mediaType, type Request, readBody } from './request.ts';

const protobuf = 'application/vnd.kubernetes.protobuf';
const accepted = ['application/json', 'application/yaml', protobuf];

/** One object; a 400 for text that is none, a 415 for a type that is not read. */
export async function objectIn(request: Request): Promise<Tree> {
  const type = mediaType(request) || 'application/json';
  if (!accepted.includes(type)) throw unsupportedMediaType(type, accepted);
  const body = await readBody(request);
  if (type === protobuf) return decodeObject(body);
  return treeOf(type, body.toString());
}

/** As `objectIn`, or nothing where there is no body: the options of a deletion. */
export async function optionalObjectIn(request: Request): Promise<Tree | undefined> {
  const body = await readBody(request);
  if (body.length === 0) return undefined;
  const type = mediaType(request) || 'application/json';
  return type === protobuf ? decodeObject(body) : treeOf(type, body.toString());
}

export function treeOf(type: string, text: string): Tree {
  let value: unknown;
  try {
    value = type.includes('yaml') ? parse(text) : JSON.parse(text);
  } catch (error) {
    throw badRequest(`the object provided is unrecognized: ${(error as Error).message}`);
  }
  if (!isMap(value))
    throw badRequest("the object provided is unrecognized: couldn't get version/kind; not a JSON object");
  return value;
}
