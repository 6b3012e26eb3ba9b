/** Field selectors: `metadata.name=x,status.phase!=Running`, over the few fields that a resource offers. */

import type { KubeObject } from '../base/object.ts';
import { badRequest } from '../base/problem.ts';
import type { Resource } from '../registry/resource.ts';

export interface FieldTerm {
  readonly path: string;
  readonly value: string;
  readonly negated: boolean;
}

const always: Readonly<Record<string, (object: KubeObject) => unknown>> = {
  'metadata.name': (object) => object.metadata.name,
  'metadata.namespace': (object) => object.metadata.namespace,
};

/** Parses the text; throws a 400 for a field that the resource does not offer. */
export function parseFields(text: string, resource: Resource): FieldTerm[] {
  return text
    .split(/(?<!\\),/)
    .filter((part) => part !== '')
    .map((part) => {
      const found = /^([^=!]+)(==|!=|=)(.*)$/s.exec(part);
      if (!found) throw badRequest(`invalid selector: '${text}'; can't understand '${part}'`);
      const [, path = '', operator, value = ''] = found;
      if (!always[path] && !resource.fields?.[path]) throw badRequest(`field label not supported: ${path}`);
      return { path, value: value.replace(/\\(.)/g, '$1'), negated: operator === '!=' };
    });
}

export function meetsFields(object: KubeObject, terms: readonly FieldTerm[], resource: Resource): boolean {
  return terms.every(({ path, value, negated }) => {
    const found = (always[path] ?? resource.fields?.[path])?.(object);
    return (String(found ?? '') === value) !== negated;
  });
}
