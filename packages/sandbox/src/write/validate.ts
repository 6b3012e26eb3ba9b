/** Checks that hold for every resource: names, labels, immutable fields; then the resource's own. */

import { at, equal } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';
import type { Resource } from '../registry/resource.ts';

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const pathSegment = /^(?!\.{1,2}$)[^/%]+$/;
const labelKey = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

const rule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

function nameProblems(resource: Resource, name: string): StatusCause[] {
  const fine = resource.freeName ? pathSegment.test(name) : subdomain.test(name) && name.length <= 253;
  if (fine) return [];
  return [{ reason: 'FieldValueInvalid', message: `Invalid value: "${name}": ${rule}`, field: 'metadata.name' }];
}

function labelProblems(labels: Readonly<Record<string, unknown>> | undefined): StatusCause[] {
  const problems: StatusCause[] = [];
  for (const key in labels) {
    const value = labels[key];
    if (!labelKey.test(key)) {
      problems.push({
        reason: 'FieldValueInvalid',
        message: `Invalid value: "${key}": bad label key`,
        field: 'metadata.labels',
      });
    }
    if (typeof value !== 'string' || !labelValue.test(value)) {
      const message = `Invalid value: ${JSON.stringify(value)}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`;
      problems.push({ reason: 'FieldValueInvalid', message, field: 'metadata.labels' });
    }
  }
  return problems;
}

function immutableProblems(resource: Resource, object: KubeObject, old: KubeObject): StatusCause[] {
  return (resource.immutable ?? []).flatMap((field) => {
    const path = field.split('.');
    const value = at(object, ...path);
    if (equal(value, at(old, ...path))) return [];
    const message = `Invalid value: ${JSON.stringify(value)}: field is immutable`;
    return [{ reason: 'FieldValueInvalid', message, field }];
  });
}

function frozenProblems(object: KubeObject, old: KubeObject): StatusCause[] {
  if (old.immutable !== true) return [];
  const parts = ['data', 'binaryData', 'immutable'].filter((part) => !equal(object[part], old[part]));
  return parts.map((field) => ({
    reason: 'FieldValueForbidden',
    message: 'Forbidden: field is immutable when `immutable` is set',
    field,
  }));
}

function finalizerProblems(object: KubeObject, old: KubeObject): StatusCause[] {
  if (!old.metadata.deletionTimestamp) return [];
  const added = object.metadata.finalizers?.filter((one) => !old.metadata.finalizers?.includes(one)) ?? [];
  if (!added.length) return [];
  const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(added)}`;
  return [{ reason: 'FieldValueForbidden', message, field: 'metadata.finalizers' }];
}

/** Everything wrong with an object; on an update also compared with what it replaces. */
export function checkObject(resource: Resource, object: KubeObject, old?: KubeObject): StatusCause[] {
  return [
    ...(old ? [] : nameProblems(resource, object.metadata.name)),
    ...labelProblems(object.metadata.labels),
    ...(old
      ? [...immutableProblems(resource, object, old), ...frozenProblems(object, old), ...finalizerProblems(object, old)]
      : []),
    ...(resource.validate?.(object, old) ?? []),
  ];
}
