/** Any value as text, the way TinkerPop writes it. */
import { isNumber, showNumber } from '../../values/number.ts';
import { Entry, idOf, isEdge, isElement, labelOf, Path, Property } from '../../values/value.ts';

export function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'null';
  if (isNumber(value)) return showNumber(value);
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/:00\.000Z$/, 'Z')
      .replace(/\.000Z$/, 'Z');
  if (isEdge(value)) return `e[${idOf(value)}][${value.from}-${labelOf(value)}->${value.to}]`;
  if (isElement(value)) return `v[${idOf(value)}]`;
  if (value instanceof Property) return `${value.id === undefined ? 'p' : 'vp'}[${value.key}->${show(value.value)}]`;
  if (Array.isArray(value) || value instanceof Set) return `[${[...value].map(show).join(', ')}]`;
  if (value instanceof Path) return `path[${value.objects.map(show).join(', ')}]`;
  if (value instanceof Map) return `{${[...value].map(([k, v]) => `${show(k)}=${show(v)}`).join(', ')}}`;
  if (value instanceof Entry) return `${show(value.key)}=${show(value.value)}`;
  return String(value);
}
