/** JSON trees: what bodies, stored objects and patches are made of. */

export type Json = null | boolean | number | string | Json[] | JsonMap;
export interface JsonMap {
  [key: string]: Json;
}
export type Tree = { [key: string]: unknown };

export const isMap = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy that shares nothing with the original. */
export function clone<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(clone) as T;
  const copy: Tree = {};
  for (const key in value) copy[key] = clone(value[key]);
  return copy as T;
}

/** Equal as JSON: the order of keys does not count, and an absent key equals an undefined one. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]));
  }
  if (!isMap(a) || !isMap(b)) return false;
  for (const key in a) if (!equal(a[key], b[key])) return false;
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}

/** The value at a path, or undefined where a step is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (!isMap(here)) return undefined;
    here = here[key];
  }
  return here;
}

export const textAt = (value: unknown, ...path: readonly string[]): string | undefined => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
};

export const numberAt = (value: unknown, ...path: readonly string[]): number | undefined => {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : undefined;
};

export const listAt = (value: unknown, ...path: readonly string[]): unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

export const mapsAt = (value: unknown, ...path: readonly string[]): Tree[] => listAt(value, ...path).filter(isMap);

export const mapAt = (value: unknown, ...path: readonly string[]): Tree => {
  const found = at(value, ...path);
  return isMap(found) ? found : {};
};

/** The map under a key, made where it is missing. Writes into `tree`. */
export function grow(tree: Tree, key: string): Tree {
  const found = tree[key];
  if (isMap(found)) return found;
  const made: Tree = {};
  tree[key] = made;
  return made;
}

/** Sets a key that is undefined or null. Writes into `tree`. */
export function fill(tree: Tree, key: string, value: unknown): void {
  if (tree[key] === undefined || tree[key] === null) tree[key] = value;
}

/** JSON with sorted keys: the same text for equal trees. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
