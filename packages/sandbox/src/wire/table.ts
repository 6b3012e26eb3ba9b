/** Tables: rows of cells made by the server, which kubectl prints. */

import type { KubeObject } from '../base/object.ts';
import { age, name } from '../registry/columns/column.ts';
import type { Column, Resource } from '../registry/resource.ts';

/** How much of the object each row carries. */
export type Included = 'None' | 'Metadata' | 'Object';

const plain: readonly Column[] = [name, age];

export const includedIn = (query: URLSearchParams): Included => {
  const asked = query.get('includeObject');
  return asked === 'None' || asked === 'Object' ? asked : 'Metadata';
};

const row = (columns: readonly Column[], object: KubeObject, now: number, included: Included, full: KubeObject) => ({
  cells: columns.map((column) => column.of(object, now) ?? ''),
  ...(included === 'Object' && { object: full }),
  ...(included === 'Metadata' && {
    object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
  }),
});

export interface TableOptions {
  readonly now: number;
  readonly included: Included;
  /** Watches send the columns with their first event only. */
  readonly header?: boolean;
  readonly metadata: object;
  /** The object in the version that was asked for. */
  readonly convert: (object: KubeObject) => KubeObject;
}

export function table(resource: Resource, objects: readonly KubeObject[], options: TableOptions): object {
  const columns = resource.columns.length ? resource.columns : plain;
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: options.metadata,
    columnDefinitions:
      options.header === false
        ? null
        : columns.map(({ name: title, type, format = '', priority = 0, description = '' }) => ({
            name: title,
            type,
            format,
            description,
            priority,
          })),
    rows: objects.map((object) => row(columns, object, options.now, options.included, options.convert(object))),
  };
}
