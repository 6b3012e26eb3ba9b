/**
 * Sets of fields in the FieldsV1 form of managedFields: `f:` a field, `k:` an element of a keyed list, `v:` a member of
 * a set, `.` the thing itself. https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */

import { equal, isMap, type Tree } from '../base/json.ts';
import { elementKey, isAtomicMap, listRule } from './list-rules.ts';

export type FieldSet = { [step: string]: unknown };

const asSet = (value: unknown): FieldSet => (isMap(value) ? value : {});
export const isEmpty = (set: FieldSet): boolean => Object.keys(set).length === 0;

/** The members of a value one level down, under their steps; undefined where the value is taken as a whole. */
export function members(value: unknown, path: readonly string[]): Map<string, unknown> | undefined {
  if (isMap(value)) {
    if (isAtomicMap(path) || Object.keys(value).length === 0) return undefined;
    return new Map(Object.keys(value).map((key) => [`f:${key}`, value[key]]));
  }
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const rule = listRule(path);
  if (rule?.set) return new Map(value.map((item) => [`v:${JSON.stringify(item)}`, item]));
  const { keys } = rule ?? {};
  if (!keys || !value.every(isMap)) return undefined;
  return new Map(value.map((item) => [`k:${elementKey(item as Tree, keys)}`, item]));
}

export const stepPath = (path: readonly string[], step: string): readonly string[] =>
  step.startsWith('f:') ? [...path, step.slice(2)] : path;

/** All fields of a value. */
export function fieldsOf(value: unknown, path: readonly string[] = []): FieldSet {
  const set: FieldSet = {};
  for (const [step, member] of members(value, path) ?? []) {
    const inner = fieldsOf(member, stepPath(path, step));
    set[step] = step.startsWith('k:') ? { '.': {}, ...inner } : inner;
  }
  return set;
}

/** The fields of `now` that are new or other than in `before`. */
export function changedFields(now: unknown, before: unknown, path: readonly string[] = []): FieldSet {
  const set: FieldSet = {};
  const former = members(before, path);
  for (const [step, member] of members(now, path) ?? []) {
    const old = former?.get(step);
    if (equal(member, old)) continue;
    const inner = stepPath(path, step);
    if (old === undefined)
      set[step] = step.startsWith('k:') ? { '.': {}, ...fieldsOf(member, inner) } : fieldsOf(member, inner);
    else {
      const below = changedFields(member, old, inner);
      // That members are gone makes nobody the owner of what is left.
      if (!isEmpty(below) || members(member, inner) === undefined) set[step] = below;
    }
  }
  return set;
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  const result: FieldSet = { ...a };
  for (const step in b) result[step] = step in a ? union(asSet(a[step]), asSet(b[step])) : b[step];
  return result;
}

/** The fields of `a` that are not in `b`. A leaf takes away the same leaf, nothing below it. */
export function subtract(a: FieldSet, b: FieldSet): FieldSet {
  const result: FieldSet = {};
  for (const step in a) {
    const inner = asSet(a[step]);
    if (!(step in b)) {
      result[step] = inner;
      continue;
    }
    if (isEmpty(inner)) continue;
    const rest = subtract(inner, asSet(b[step]));
    if (!isEmpty(rest)) result[step] = rest;
  }
  return result;
}

/** The fields of `a` that `b` has too, to the depth that both have. */
export function intersect(a: FieldSet, b: FieldSet): FieldSet {
  const result: FieldSet = {};
  for (const step in a) {
    if (!(step in b)) continue;
    const inner = asSet(a[step]);
    const both = intersect(inner, asSet(b[step]));
    if (isEmpty(inner) || !isEmpty(both) || isEmpty(asSet(b[step]))) result[step] = both;
  }
  return result;
}
