/** Table columns of what pods are configured with. */

import { listAt, mapAt } from '../../base/json.ts';
import type { Column } from '../resource.ts';
import { age, integer, name, path } from './column.ts';

const entries = integer(
  'Data',
  (o) => Object.keys(mapAt(o, 'data')).length + Object.keys(mapAt(o, 'binaryData')).length,
);

export const configColumns: readonly Column[] = [name, entries, age];
export const secretColumns: readonly Column[] = [name, path('Type', 'type'), entries, age];
export const serviceAccountColumns: readonly Column[] = [
  name,
  integer('Secrets', (o) => listAt(o, 'secrets').length),
  age,
];
