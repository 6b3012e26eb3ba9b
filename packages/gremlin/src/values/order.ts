/** How values compare: a total order for sorting, and a partial one for predicates. See "Gremlin Semantics" of TinkerPop. */
import { type Key, keyOf, mark, measured, same } from './key.ts';
import { isNumber, showNumber } from './number.ts';
import { Entry, idOf, isEdge, isElement, isNode, Path, Property, Token, Uuid } from './value.ts';

/** Sorts values of any types: by type first, within a type by its own order. */
export function compareAny(a: unknown, b: unknown): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  if (left !== right) return left - right;
  return compareAlike(a, b) ?? byText(showKey(a), showKey(b));
}

/** Negative, zero or positive; `undefined` where the two cannot be compared, such as a number and a string, or NaN. */
export function compare(a: unknown, b: unknown): number | undefined {
  if (a === null && b === null) return 0;
  if (isNumber(a) && isNumber(b)) {
    const [x, y] = [Number(a), Number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? undefined : x - y || (x === y ? 0 : x < y ? -1 : 1);
  }
  if (typeof a === 'string' && typeof b === 'string') return byText(a, b);
  return comparable(a, b) ? compareAlike(a, b) : undefined;
}

/** As TinkerGraph has it: lists only where they are of one length and all pairs in them compare; sets never. */
function comparable(a: unknown, b: unknown): boolean {
  if (isNumber(a) && isNumber(b)) return !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
  if (rankOf(a) !== rankOf(b) || a instanceof Set || a instanceof Token !== b instanceof Token) return false;
  const [left, right] = [partsOf(a), partsOf(b)];
  return left.length === right.length && left.every((one, i) => comparable(one, right[i]));
}

function partsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Path) return value.objects;
  return isMap(value) ? entriesOf(value) : [];
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && sortOf(value) === 'map';
}

/** Equality as predicates see it: numbers by value whatever their type, NaN equals nothing, lists and maps by element. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isNumber(a) || isNumber(b)) return isNumber(a) && isNumber(b) && Number(a) === Number(b);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (isMap(a) && isMap(b) && a instanceof Entry === b instanceof Entry) return equal(entriesOf(a), entriesOf(b));
  return same(a, b);
}

/** Equal values have equal keys, others different ones. `undefined` for what equals nothing: NaN, and lists that hold it. */
export function equalKey(value: unknown): Key {
  if (isNumber(value)) return Number.isNaN(Number(value)) ? undefined : Number(value);
  const items = Array.isArray(value) ? value : isMap(value) ? entriesOf(value) : undefined;
  if (!items) return keyOf(value);
  const parts = items.map(equalKey);
  const sort = Array.isArray(value) ? 'l' : value instanceof Entry ? 'i' : 'm';
  return parts.includes(undefined) ? undefined : `${mark}${sort}${parts.map(measured).join()}`;
}

const sorts = [
  'null',
  'boolean',
  'number',
  'string',
  'uuid',
  'node',
  'edge',
  'property',
  'path',
  'set',
  'list',
  'map',
  'date',
];
const rank = new Map(sorts.map((name, i) => [name, i]));

function rankOf(value: unknown): number {
  return rank.get(sortOf(value))!;
}

function sortOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return typeof value;
  if (isNumber(value)) return 'number';
  if (value instanceof Date) return 'date';
  if (value instanceof Uuid) return 'uuid';
  if (isEdge(value)) return 'edge';
  if (isNode(value)) return 'node';
  if (value instanceof Property) return 'property';
  if (value instanceof Path) return 'path';
  if (value instanceof Set) return 'set';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Token) return 'string';
  return 'map';
}

function compareAlike(a: unknown, b: unknown): number | undefined {
  if (a === null || a === undefined) return 0;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (typeof a === 'string' || a instanceof Token || a instanceof Uuid) return byText(String(a), String(b));
  if (isNumber(a)) return byNumber(Number(a), Number(b));
  if (a instanceof Date) return a.getTime() - (b as Date).getTime();
  if (isElement(a)) return compareAny(idOf(a), isElement(b) ? idOf(b) : null);
  if (a instanceof Property) return byText(a.key, (b as Property).key) || compareAny(a.value, (b as Property).value);
  if (a instanceof Path) return compareLists(a.objects, (b as Path).objects);
  if (Array.isArray(a)) return compareLists(a, b as unknown[]);
  if (a instanceof Set) return compareLists([...a].sort(compareAny), [...(b as Set<unknown>)].sort(compareAny));
  return compareEntries(pairsOf(a), pairsOf(b));
}

type Pair = readonly [key: unknown, value: unknown];

function compareEntries(a: readonly Pair[], b: readonly Pair[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a[i]!, b[i]!];
    const order = compareKeys(left[0], right[0]) || compareAny(left[1], right[1]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** As the keys of maps TinkerPop's words come after all else, in the order in which it lists them; elsewhere they are texts. */
function compareKeys(a: unknown, b: unknown): number {
  if (a instanceof Token && b instanceof Token) return byText(a.group, b.group) || a.place - b.place;
  return Number(a instanceof Token) - Number(b instanceof Token) || compareAny(a, b);
}

function pairsOf(value: unknown): readonly Pair[] {
  if (value instanceof Entry) return [[value.key, value.value]];
  const entries: Pair[] = value instanceof Map ? [...value] : Object.entries(value as object);
  return entries.sort(([x], [y]) => compareKeys(x, y));
}

function entriesOf(value: unknown): unknown[] {
  return pairsOf(value).flat();
}

function compareLists(a: readonly unknown[], b: readonly unknown[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareAny(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** NaN after everything, so that sorting is total. */
function byNumber(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By UTF-16 unit, never by locale: the same order everywhere. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function showKey(value: unknown): string {
  return isNumber(value) ? showNumber(value) : String(keyOf(value));
}
