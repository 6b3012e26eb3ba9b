/** Who set which field: the bookkeeping behind server-side apply. */

import type { KubeObject, ManagedFields } from '../base/object.ts';
import { changedFields, type FieldSet, fieldsOf, intersect, isEmpty, subtract, union } from './field-set.ts';

const serverFields = [
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'generateName',
];

/** The part of an object that somebody can own. */
export function ownable(object: { metadata?: unknown }): object {
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object as KubeObject;
  const kept = { ...metadata } as Record<string, unknown>;
  for (const key of serverFields) delete kept[key];
  return { ...(Object.keys(kept).length && { metadata: kept }), ...rest };
}

/** Notes that `manager` wrote what differs from `old`, and forgets owners of what is gone. Writes into `object`. */
export function trackUpdate(
  object: KubeObject,
  old: KubeObject | undefined,
  manager: string,
  time: string,
  subresource?: string,
): void {
  const changed = changedFields(ownable(object), old ? ownable(old) : {});
  const entries = object.metadata.managedFields ?? [];
  const present = fieldsOf(ownable(object));
  const mine = (one: ManagedFields) =>
    one.manager === manager && one.operation === 'Update' && (one.subresource ?? '') === (subresource ?? '');
  const kept = entries.flatMap((entry) => {
    const own = mine(entry) ? entry.fieldsV1 : subtract(entry.fieldsV1, changed);
    const fieldsV1 = intersect(own, present);
    return isEmpty(fieldsV1) ? [] : [{ ...entry, fieldsV1 }];
  });
  if (!isEmpty(changed)) {
    const former = kept.find(mine);
    const entry = entryOf(object, manager, 'Update', time, union(former?.fieldsV1 ?? {}, changed), subresource);
    setEntries(object, [...kept.filter((one) => one !== former), entry]);
  } else {
    setEntries(object, kept);
  }
}

export function setEntries(object: KubeObject, entries: ManagedFields[]): void {
  const metadata = { ...object.metadata };
  if (entries.length) metadata.managedFields = [...entries].sort(inOrder);
  else delete metadata.managedFields;
  object.metadata = metadata;
}

/** Applied ones first, then the older ones, then by name. */
function inOrder(a: ManagedFields, b: ManagedFields): number {
  const [one, other] = [a, b].map(({ operation, time = '', manager }) => [operation, time, manager] as const);
  for (const [at, text] of one!.entries()) if (text !== other![at]) return text < other![at]! ? -1 : 1;
  return 0;
}

export const entryOf = (
  object: KubeObject,
  manager: string,
  operation: ManagedFields['operation'],
  time: string,
  fieldsV1: FieldSet,
  subresource?: string,
): ManagedFields => ({
  manager,
  operation,
  apiVersion: object.apiVersion,
  time,
  fieldsType: 'FieldsV1',
  fieldsV1,
  ...(subresource && { subresource }),
});
