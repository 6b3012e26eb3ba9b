/** JSON patch: https://www.rfc-editor.org/rfc/rfc6902 */

import { clone, equal, isMap } from '../base/json.ts';
import { badRequest, Problem } from '../base/problem.ts';

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

const steps = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const refuse = (why: string): Problem =>
  new Problem(422, 'Invalid', `the server rejected our request due to an error in our request: ${why}`);

function read(document: unknown, pointer: string): unknown {
  let here = document;
  for (const step of steps(pointer)) {
    if (Array.isArray(here)) here = here[Number(step)];
    else here = isMap(here) && Object.hasOwn(here, step) ? here[step] : undefined;
    if (here === undefined) throw refuse(`path "${pointer}" does not exist`);
  }
  return here;
}

/** Changes the member at a pointer; `change` sees the container and the key. */
function edit(document: unknown, pointer: string, op: 'add' | 'remove' | 'replace', value?: unknown): unknown {
  const path = steps(pointer);
  const last = path.pop();
  if (last === undefined) return value;
  const parent = read(document, path.length ? pointer.slice(0, pointer.lastIndexOf('/')) : '');
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    const limit = op === 'add' ? parent.length : parent.length - 1;
    if (!Number.isInteger(index) || index < 0 || index > limit)
      throw refuse(`index "${last}" is out of bounds in "${pointer}"`);
    if (op === 'add') parent.splice(index, 0, value);
    else if (op === 'remove') parent.splice(index, 1);
    else parent[index] = value;
    return document;
  }
  if (!isMap(parent)) throw refuse(`path "${pointer}" does not exist`);
  if (op !== 'add' && !Object.hasOwn(parent, last)) throw refuse(`path "${pointer}" does not exist`);
  if (op === 'remove') delete parent[last];
  else parent[last] = value;
  return document;
}

function run(document: unknown, { op, path, from = '', value }: Operation): unknown {
  if (typeof path !== 'string') throw badRequest('a JSON patch operation needs a path');
  switch (op) {
    case 'add':
    case 'replace':
      return edit(document, path, op, clone(value));
    case 'remove':
      return edit(document, path, op);
    case 'copy':
      return edit(document, path, 'add', clone(read(document, from)));
    case 'move': {
      const moved = clone(read(document, from));
      return edit(edit(document, from, 'remove'), path, 'add', moved);
    }
    case 'test':
      if (!equal(read(document, path), value)) throw refuse(`testing value ${path} failed`);
      return document;
    default:
      throw badRequest(`unknown JSON patch operation "${op}"`);
  }
}

/** The patched document; neither argument is written to. Throws a 422 where an operation does not apply. */
export function jsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw badRequest('a JSON patch is a list of operations');
  return patch.reduce((result, operation) => run(result, operation as Operation), clone(document));
}
