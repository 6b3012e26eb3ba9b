/** JSON merge patch: https://www.rfc-editor.org/rfc/rfc7386 */

import { clone, isMap, type Tree } from '../base/json.ts';

/** The patched tree; neither argument is written to. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return clone(patch);
  const result: Tree = isMap(target) ? { ...target } : {};
  for (const key in patch) {
    if (patch[key] === null) delete result[key];
    else result[key] = mergePatch(result[key], patch[key]);
  }
  return result;
}
