/** Printer columns of custom resources: simple JSON paths such as `.spec.replicas` or `.status.conditions[?(@.type=="Ready")].status`. */

import { isMap, type Tree } from '../../base/json.ts';
import type { Column } from '../resource.ts';
import { since } from './column.ts';

const step = /\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]|\[\?\(@\.([\w-]+)\s*==\s*["']([^"']*)["']\)\]|\[\*\]/g;

/** The first value at a path; escaped dots (`\.`) stay in the key. */
export function valueAt(object: unknown, path: string): unknown {
  let here = object;
  for (const [whole, key, quoted, index, field, wanted] of path.replaceAll('\\.', '\u0000').matchAll(step)) {
    const named = (key ?? quoted)?.replaceAll('\u0000', '.');
    if (named !== undefined) here = isMap(here) ? here[named] : undefined;
    else if (!Array.isArray(here)) return undefined;
    else if (index !== undefined) here = here[Number(index)];
    else if (field !== undefined) here = here.find((one) => isMap(one) && String(one[field]) === wanted);
    else if (whole === '[*]') here = here[0];
  }
  return here;
}

export const customColumns = (declared: readonly Tree[]): Column[] =>
  declared.map(({ name, type, jsonPath, priority, description, format }) => ({
    name: String(name),
    type: type as Column['type'],
    priority: Number(priority ?? 0),
    ...(typeof format === 'string' && { format }),
    ...(typeof description === 'string' && { description }),
    of: (object, now) => {
      const value = valueAt(object, String(jsonPath));
      if (type === 'date') return value === undefined ? '' : since(value, now);
      return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    },
  }));
