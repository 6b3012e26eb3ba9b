/** Makers for table columns: the pieces that kinds share. */

import { at, listAt, mapAt } from '../../base/json.ts';
import type { KubeObject } from '../../base/object.ts';
import { formatSelector } from '../../selectors/label.ts';
import type { Column } from '../resource.ts';

/** A length of time as kubectl shows it: `5s`, `3m20s`, `4h`, `12d`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return seconds % 60 ? `${minutes}m${seconds % 60}s` : `${minutes}m`;
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return minutes % 60 ? `${hours}h${minutes % 60}m` : `${hours}h`;
  if (hours < 48) return `${hours}h`;
  if (days < 8) return hours % 24 ? `${days}d${hours % 24}h` : `${days}d`;
  if (days < 730) return `${days}d`;
  return `${Math.floor(days / 365)}y`;
}

export const since = (time: unknown, now: number): string =>
  typeof time === 'string' ? duration(now - Date.parse(time)) : '<unknown>';

/** A value as text; `<none>` where there is nothing. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '<none>';
  return Array.isArray(value) ? value.join(',') || '<none>' : String(value);
};

export const text = (name: string, of: Column['of'], priority = 0): Column => ({ name, type: 'string', priority, of });

export const integer = (name: string, of: Column['of'], priority = 0): Column => ({
  name,
  type: 'integer',
  priority,
  of: (object, now) => of(object, now) ?? 0,
});

export const path = (name: string, dotted: string, priority = 0): Column =>
  text(name, (object) => shown(at(object, ...dotted.split('.'))), priority);

export const count = (name: string, dotted: string, priority = 0): Column =>
  integer(name, (object) => at(object, ...dotted.split('.')), priority);

export const name: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  priority: 0,
  of: (object) => object.metadata.name,
};

export const age: Column = text('Age', (object, now) => since(object.metadata.creationTimestamp, now));

const templateContainers = (object: KubeObject, ...template: string[]) =>
  listAt(object, ...template, 'spec', 'containers');

/** Container names, images and the selector of a workload, shown with `-o wide`. */
export const templateColumns = (...template: string[]): Column[] => [
  text('Containers', (object) => shown(templateContainers(object, ...template).map((one) => at(one, 'name'))), 1),
  text('Images', (object) => shown(templateContainers(object, ...template).map((one) => at(one, 'image'))), 1),
  selector,
];

export const selector: Column = text(
  'Selector',
  (object) => formatSelector(mapAt(object, 'spec', 'selector')) || '<none>',
  1,
);
