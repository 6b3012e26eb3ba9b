/** Values as both sides tell them: plain texts, booleans and null, and arrays whose first item says the sort of the rest. */
import {
  Entry,
  type GraphPart,
  idOf,
  isEdge,
  isElement,
  isGraphPart,
  isNumber,
  Path,
  Property,
  showNumber,
  Token,
  typeOfNumber,
  Uuid,
} from '@canopy/gremlin/testing';

export type Told = null | string | boolean | number | readonly Told[];

/** A value of this engine, told as TinkerGraph tells its own. */
export function told(value: unknown): Told {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (isNumber(value)) return ['number', typeOfNumber(value), showNumber(value)];
  if (isElement(value)) return [isEdge(value) ? 'e' : 'v', String(idOf(value))];
  if (value instanceof Property) return [value.id === undefined ? 'p' : 'vp', value.key, told(value.value)];
  if (value instanceof Path) return ['path', value.objects.map(told), value.labels.map((labels) => [...labels].sort())];
  if (value instanceof Map) return ['map', ...[...value].map(([key, one]) => [told(key), told(one)])];
  if (value instanceof Entry) return ['map', [told(value.key), told(value.value)]];
  if (value instanceof Set) return ['set', ...[...value].map(told)];
  if (Array.isArray(value)) return ['list', ...value.map(told)];
  if (value instanceof Date) return ['date', value.getTime()];
  if (value instanceof Uuid) return ['uuid', value.text];
  if (value instanceof Token) return [value.group, value.name];
  if (isGraphPart(value)) return part(value);
  return ['map', ...Object.entries(value).map(([key, one]): Told => [key, told(one)])];
}

const part = ({ nodes, edges }: GraphPart): Told => ['graph', nodes.map(told), edges.map(told)];

export interface Strictness {
  /** Whether the order of items in a list counts. */
  readonly lists: boolean;
  /** Whether the types of numbers count. */
  readonly types: boolean;
}

/** As text: equal values, equal texts, as far as the strictness goes. */
export function text(value: Told, strict: Strictness): string {
  const inner = (one: Told) => text(one, strict);
  const sorted = (items: readonly Told[]) => items.map(inner).sort().join();
  if (!Array.isArray(value)) return JSON.stringify(value);
  const [sort, ...rest] = value as unknown as readonly [string, ...Told[]];
  if (sort === 'number') return digits(String(rest[0]), String(rest[1]), strict);
  if (sort === 'bulk' || (sort === 'list' && !strict.lists)) return `list(${sorted(rest)})`;
  if (sort === 'graph') return `graph(${rest.map((items) => sorted(items as readonly Told[])).join(';')})`;
  if (sort === 'set') return `set(${sorted(rest)})`;
  if (sort === 'map')
    return `map(${rest
      .map((pair) => (pair as readonly Told[]).map(inner).join(':'))
      .sort()
      .join()})`;
  if (sort === 'path') {
    const [objects, labels] = rest as [readonly Told[], readonly Told[]];
    return `path(${objects.map((one, i) => inner(one) + (labels[i] as string[]).map((l) => `@${l}`).join('')).join()})`;
  }
  return `${sort}(${rest.map(inner).join()})`;
}

/** Fractions to twelve digits; a float to the six that it has. */
function digits(type: string, shown: string, strict: Strictness): string {
  const n = Number(shown);
  const whole = ['byte', 'short', 'int', 'long', 'bigint'].includes(type);
  const precise = whole
    ? Number.isSafeInteger(n)
      ? shown
      : n.toPrecision(15)
    : String(Number(n.toPrecision(type === 'float' ? 6 : 12)));
  return strict.types ? `${type} ${precise}` : precise;
}
