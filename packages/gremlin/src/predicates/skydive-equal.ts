/** When two values are equal in Skydive's dialect: strictly, but lists match by element and numbers match their decimal text. */

import { same } from '../values/key.ts';
import { isNumber } from '../values/number.ts';
import { MultiValue } from '../values/value.ts';

const decimal = /^[+-]?\d+(?:\.\d+)?$/;

/** The number that a value is or spells in plain decimal. */
export function asNumber(value: unknown): number | undefined {
  if (isNumber(value)) return Number(value);
  return typeof value === 'string' && decimal.test(value) ? Number(value) : undefined;
}

/** Whether one value equals the wanted one; a list never does, its elements may. */
export function equalsOne(wanted: unknown, value: unknown): boolean {
  if (isNumber(wanted)) return asNumber(value) === Number(wanted);
  if (typeof wanted === 'string' || typeof wanted === 'boolean') return wanted === value;
  return value !== undefined && same(wanted, value);
}

/** Whether the value, an element of it or one of many under its key passes. An absent value has no elements. */
export function anyOf(value: unknown, test: (one: unknown) => boolean): boolean {
  if (value === undefined) return false;
  if (value instanceof MultiValue) return value.values.some((one) => test(one.value));
  return Array.isArray(value)
    ? value.some((item) => (Array.isArray(item) ? anyOf(item, test) : test(item)))
    : test(value);
}

export function matches(wanted: unknown, value: unknown): boolean {
  return anyOf(value, (one) => equalsOne(wanted, one));
}
