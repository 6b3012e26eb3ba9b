/**
 * Strategic merge patch: a merge patch that knows which lists merge by a key, with its `$patch`, `$retainKeys`,
 * `$setElementOrder` and `$deleteFromPrimitiveList` directives.
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */

import { clone, isMap, type Tree } from '../base/json.ts';
import { listRule } from './list-rules.ts';

const orderPrefix = '$setElementOrder/';
const deletePrefix = '$deleteFromPrimitiveList/';

/** The patched tree; neither argument is written to. */
export function strategicMerge(target: unknown, patch: Tree, path: readonly string[] = []): Tree {
  const { $patch, $retainKeys, ...fields } = patch;
  if ($patch === 'delete') return {};
  const result: Tree = $patch === 'replace' || !isMap(target) ? {} : { ...target };
  if (Array.isArray($retainKeys)) {
    for (const key in result) if (!$retainKeys.includes(key)) delete result[key];
  }
  for (const key in fields) {
    if (key.startsWith(deletePrefix)) dropValues(result, key.slice(deletePrefix.length), fields[key]);
    else if (!key.startsWith('$')) mergeField(result, key, fields[key], [...path, key]);
  }
  for (const key in fields) {
    if (key.startsWith(orderPrefix)) order(result, key.slice(orderPrefix.length), fields[key], path);
  }
  return result;
}

function mergeField(result: Tree, key: string, value: unknown, path: readonly string[]): void {
  if (value === null) {
    delete result[key];
  } else if (isMap(value)) {
    result[key] = strategicMerge(result[key], value, path);
  } else if (Array.isArray(value)) {
    result[key] = mergeList(result[key], value, path);
  } else {
    result[key] = value;
  }
}

function mergeList(target: unknown, patch: unknown[], path: readonly string[]): unknown[] {
  const rule = listRule(path);
  const present = Array.isArray(target) ? target : [];
  if (rule?.set) return [...new Set([...present, ...patch])];
  const key = rule?.patchKey;
  if (!key) return clone(patch);
  const directives = patch.filter(isMap);
  if (directives.some((item) => item.$patch === 'replace')) {
    return directives.filter((item) => item.$patch !== 'replace').map((item) => clone(item));
  }
  let result = [...present];
  for (const item of directives) {
    const index = result.findIndex((one) => isMap(one) && sameKey(one, item, key));
    if (item.$patch === 'delete') result = result.filter((one) => !(isMap(one) && sameKey(one, item, key)));
    else if (index >= 0) result[index] = strategicMerge(result[index], item, path);
    else result.push(strategicMerge(undefined, item, path));
  }
  return result;
}

/** Ports of one number may differ in protocol; a patch that names one means that one. */
const sameKey = (one: Tree, item: Tree, key: string): boolean =>
  one[key] === item[key] && (item.protocol === undefined || (one.protocol ?? 'TCP') === item.protocol);

function dropValues(result: Tree, key: string, values: unknown): void {
  const present = result[key];
  if (Array.isArray(present) && Array.isArray(values)) result[key] = present.filter((one) => !values.includes(one));
}

/** Puts elements into the patch's order; those that it does not name stay behind their former neighbours. */
function order(result: Tree, key: string, wanted: unknown, path: readonly string[]): void {
  const present = result[key];
  if (!Array.isArray(present) || !Array.isArray(wanted)) return;
  const mergeKey = listRule([...path, key])?.patchKey;
  const identity = (item: unknown): unknown => (mergeKey && isMap(item) ? item[mergeKey] : item);
  const places = new Map(wanted.map((item, index) => [identity(item), index]));
  let last = -1;
  const placed = present.map((item, index) => {
    last = places.get(identity(item)) ?? last;
    return { item, place: last, index };
  });
  result[key] = placed.sort((a, b) => a.place - b.place || a.index - b.index).map(({ item }) => item);
}
