/** Values as text, so that two are equal exactly when their texts are. */
import { Entry, Num, Path, Property, Token, Uuid } from '@canopy/gremlin';

type Element = { readonly id: string; readonly from?: string; readonly nativeId?: number };

function isElement(value: object): value is Element {
  return 'id' in value && 'metadata' in value;
}

export interface Style {
  /** Whether the order of items in a list counts. */
  readonly ordered: boolean;
}

export function canonical(value: unknown, style: Style = { ordered: true }): string {
  const inner = (one: unknown) => canonical(one, style);
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : Number(value.toPrecision(12)).toString();
  if (typeof value !== 'object') return JSON.stringify(value);
  if (value instanceof Num) return inner(value.toJSON());
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof Uuid) return `uuid ${value.text}`;
  if (Array.isArray(value)) {
    const items = value.map(inner);
    return `[${(style.ordered ? items : items.sort()).join()}]`;
  }
  if (value instanceof Set) return `{${[...value].map(inner).sort().join()}}`;
  if (value instanceof Path) return `path(${value.objects.map(inner).join()})`;
  if (value instanceof Map)
    return `map(${[...value]
      .map(([k, v]) => `${inner(k)}:${inner(v)}`)
      .sort()
      .join()})`;
  if (value instanceof Entry) return `map(${inner(value.key)}:${inner(value.value)})`;
  if (value instanceof Token) return `${value.group}.${value.name}`;
  if (value instanceof Property) return `property(${value.key}:${inner(value.value)})`;
  if (isElement(value)) return `${value.from === undefined ? 'node' : 'edge'} ${value.id}`;
  return `map(${Object.entries(value)
    .map(([k, v]) => `${JSON.stringify(k)}:${inner(v)}`)
    .sort()
    .join()})`;
}
