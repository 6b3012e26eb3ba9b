/** Results as text: elements by id, maps and sets sorted, so that two results are equal when their texts are. */
import { showNumber } from '../values/number.ts';
import { Entry, idOf, isEdge, isElement, isGraphPart, Path, Property, Token, Uuid } from '../values/value.ts';

export function showValue(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : showNumber(Number(value.toPrecision(6)));
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  if (isElement(value)) return `${isEdge(value) ? 'e' : 'v'}[${idOf(value)}]`;
  if (value instanceof Property)
    return `${value.id === undefined ? 'p' : 'vp'}[${value.key}->${showValue(value.value)}]`;
  if (value instanceof Path)
    return `path(${value.objects.map((one, i) => showValue(one) + showLabels(value.labels[i]!)).join(',')})`;
  if (value instanceof Map)
    return `{${[...value]
      .map(([k, v]) => `${showValue(k)}:${showValue(v)}`)
      .sort()
      .join(',')}}`;
  if (value instanceof Entry) return `{${showValue(value.key)}:${showValue(value.value)}}`;
  if (value instanceof Set) return `set(${[...value].map(showValue).sort().join(',')})`;
  if (Array.isArray(value)) return `[${value.map(showValue).join(',')}]`;
  if (value instanceof Token) return `${value.group}.${value.name}`;
  if (value instanceof Uuid) return `uuid[${value.text}]`;
  if (value instanceof Date) return `dt[${value.getTime()}]`;
  if (isGraphPart(value)) return `graph(${[...value.nodes, ...value.edges].map(showValue).sort().join(',')})`;
  return `{${Object.entries(value)
    .map(([k, v]) => `${JSON.stringify(k)}:${showValue(v)}`)
    .sort()
    .join(',')}}`;
}

function showLabels(labels: readonly string[]): string {
  return labels.length > 0 ? `@${[...labels].sort().join('+')}` : '';
}
