/**
 * Server-side apply: the applied configuration is merged in, what the same manager applied before and now leaves out is
 * taken away, and fields that others own with another value are conflicts unless forced.
 */

import { clone, equal, isMap, type Tree } from '../base/json.ts';
import type { KubeObject, ManagedFields } from '../base/object.ts';
import { Problem } from '../base/problem.ts';
import { type FieldSet, fieldsOf, intersect, isEmpty, members, stepPath, subtract } from './field-set.ts';
import { elementKey, isAtomicMap, listRule } from './list-rules.ts';
import { entryOf, ownable, setEntries } from './managed-fields.ts';

export interface ApplyOptions {
  readonly manager: string;
  readonly force: boolean;
  readonly time: string;
  readonly subresource?: string;
}

/** The object after the apply; `live` is not written to. Throws a 409 with every conflict. */
export function serverSideApply(live: KubeObject, applied: Tree, options: ApplyOptions): KubeObject {
  const entries = live.metadata.managedFields ?? [];
  const isMine = (one: ManagedFields) =>
    one.manager === options.manager &&
    one.operation === 'Apply' &&
    (one.subresource ?? '') === (options.subresource ?? '');
  const own = entries.find(isMine);
  const others = entries.filter((one) => !isMine(one));
  const wanted = ownable(applied);
  checkKeys(wanted, applied, []);
  const set = fieldsOf(wanted);
  const taken = others.flatMap((entry) => conflictsWith(entry, set, wanted, ownable(live)));
  if (taken.length && !options.force) throw conflictProblem(taken);
  const left = taken.length ? others.flatMap((entry) => without(entry, set, wanted, ownable(live))) : others;
  const merged = merge(live, wanted, []) as KubeObject;
  const given = own ? others.reduce((rest, entry) => subtract(rest, entry.fieldsV1), subtract(own.fieldsV1, set)) : {};
  const result = drop(merged, given, []) as KubeObject;
  const same = own && equal(own.fieldsV1, set);
  const entry = entryOf(live, options.manager, 'Apply', same ? own.time : options.time, set, options.subresource);
  setEntries(result, [...left.flatMap(stillIn(fieldsOf(ownable(result)))), ...(isEmpty(set) ? [] : [entry])]);
  return result;
}

/** What an apply takes away, nobody owns any more. */
const stillIn =
  (present: FieldSet) =>
  (entry: ManagedFields): ManagedFields[] => {
    const fieldsV1 = intersect(entry.fieldsV1, present);
    return isEmpty(fieldsV1) ? [] : [{ ...entry, fieldsV1 }];
  };

/** Throws where two elements of a list have the same keys: whom the manager owns could not be told. */
function checkKeys(value: unknown, { apiVersion, kind, metadata }: Tree, path: readonly string[], shown = ''): void {
  if (Array.isArray(value)) {
    const { keys } = listRule(path) ?? {};
    const seen = new Set<string>();
    for (const item of keys ? value.filter(isMap) : []) {
      const key = elementKey(item, keys!);
      const { namespace = '', name } = isMap(metadata) ? metadata : {};
      const what = `failed to create typed patch object (${namespace}/${name}; ${apiVersion}, Kind=${kind})`;
      if (seen.has(key))
        throw new Problem(500, 'InternalError', `${what}: ${shown}: duplicate entries for key ${named(`k:${key}`)}`);
      seen.add(key);
      checkKeys(item, { apiVersion, kind, metadata }, path, shown + named(`k:${key}`));
    }
  } else if (isMap(value) && !isAtomicMap(path)) {
    for (const key in value) checkKeys(value[key], { apiVersion, kind, metadata }, [...path, key], `${shown}.${key}`);
  }
}

function merge(live: unknown, applied: unknown, path: readonly string[]): unknown {
  if (isMap(applied) && isMap(live) && !isAtomicMap(path)) {
    const result: Tree = { ...live };
    for (const key in applied) result[key] = merge(live[key], applied[key], [...path, key]);
    return result;
  }
  if (!Array.isArray(applied) || !Array.isArray(live)) return clone(applied);
  const rule = listRule(path);
  if (rule?.set) return [...new Set([...live, ...applied])];
  const { keys } = rule ?? {};
  if (!keys) return clone(applied);
  const result = [...live];
  for (const item of applied.filter(isMap)) {
    const key = elementKey(item, keys);
    const index = result.findIndex((one) => isMap(one) && elementKey(one, keys) === key);
    if (index >= 0) result[index] = merge(result[index], item, path);
    else result.push(clone(item));
  }
  return result;
}

/** The value without the fields of a set. */
function drop(value: unknown, set: FieldSet, path: readonly string[]): unknown {
  const present = members(value, path);
  if (isEmpty(set) || !present) return value;
  const kept = new Map<string, unknown>();
  for (const [step, member] of present) {
    const inner = set[step] as FieldSet | undefined;
    if (!inner) kept.set(step, member);
    else if (!isEmpty(inner) && !('.' in inner)) {
      const rest = drop(member, inner, stepPath(path, step));
      // What has lost its last member is gone with it.
      if (rest === member || Object.keys(rest as object).length > 0) kept.set(step, rest);
    }
  }
  if (Array.isArray(value)) return [...kept.values()];
  return Object.fromEntries([...kept].map(([step, member]) => [step.slice(2), member]));
}

interface Taken {
  readonly manager: string;
  readonly field: string;
}

/** Fields that another manager owns and that the applied configuration would change. */
function conflictsWith(entry: ManagedFields, set: FieldSet, applied: unknown, live: unknown): Taken[] {
  const using = entry.operation === 'Update' ? ` using ${entry.apiVersion}` : '';
  return changedOwned(entry.fieldsV1, set, applied, live, [], '').map((field) => ({
    manager: `"${entry.manager}"${entry.subresource ? ` with subresource "${entry.subresource}"` : ''}${using}`,
    field,
  }));
}

function changedOwned(
  owned: FieldSet,
  set: FieldSet,
  applied: unknown,
  live: unknown,
  path: readonly string[],
  shown: string,
): string[] {
  const wanted = members(applied, path);
  const present = members(live, path);
  return Object.keys(owned).flatMap((step) => {
    if (step === '.' || !(step in set)) return [];
    const value = wanted?.get(step);
    const old = present?.get(step);
    if (old === undefined || equal(value, old)) return [];
    const name = shown + named(step);
    const inner = stepPath(path, step);
    const below = owned[step] as FieldSet;
    if (isMap(value) && isMap(old) && !isAtomicMap(inner)) {
      return changedOwned(below, set[step] as FieldSet, value, old, inner, name);
    }
    if (isEmpty(below) || isEmpty(set[step] as FieldSet)) return [name];
    return changedOwned(below, set[step] as FieldSet, value, old, inner, name);
  });
}

/** `.image`, `[name="main"]`, `[port=80,protocol="TCP"]`, `[="a"]`. */
function named(step: string): string {
  const text = step.slice(2);
  if (step.startsWith('f:')) return `.${text}`;
  if (step.startsWith('v:')) return `[=${text}]`;
  const keys = Object.entries(JSON.parse(text) as Tree);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}

function conflictProblem(taken: readonly Taken[]): Problem {
  const by = new Map<string, string[]>();
  for (const { manager, field } of taken) by.set(manager, [...(by.get(manager) ?? []), field]);
  const told = [...by].map(([manager, fields]) => `conflict with ${manager}: ${fields.join(', ')}`);
  const count = taken.length === 1 ? 'Apply failed with 1 conflict' : `Apply failed with ${taken.length} conflicts`;
  return new Problem(409, 'Conflict', `${count}: ${told.join('; ')}`, {
    causes: taken.map(({ manager, field }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${manager}`,
      field,
    })),
  });
}

/** An entry without the fields that a forced apply takes over: those whose value it changes. */
function without(entry: ManagedFields, set: FieldSet, applied: unknown, live: unknown): ManagedFields[] {
  const fieldsV1 = subtract(entry.fieldsV1, overruled(set, applied, live, []));
  return isEmpty(fieldsV1) ? [] : [{ ...entry, fieldsV1 }];
}

function overruled(set: FieldSet, applied: unknown, live: unknown, path: readonly string[]): FieldSet {
  const wanted = members(applied, path);
  const present = members(live, path);
  const result: FieldSet = {};
  for (const step in set) {
    const value = wanted?.get(step);
    const old = present?.get(step);
    if (step === '.' || old === undefined || equal(value, old)) continue;
    const inner = set[step] as FieldSet;
    if (isEmpty(inner) && isMap(value) && isMap(old) && !isAtomicMap(stepPath(path, step))) continue;
    result[step] = isEmpty(inner) ? {} : overruled(inner, value, old, stepPath(path, step));
  }
  return result;
}
