/** Placeholder */
import type { Tree } from '../base/json.ts';
import { unsupportedMediaType } from '../base/problem.ts';
export function decodeObject(_body: Buffer): Tree {
  throw unsupportedMediaType('application/vnd.kubernetes.protobuf', ['application/json']);
}
