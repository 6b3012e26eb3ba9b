/** TinkerPop's operators on two values, as sacks, folds and side effects use them. */

import { fits, isFraction, isNumber, type Numeric, numeric, typeOfNumber, wider } from '../values/number.ts';
import { compareAny } from '../values/order.ts';
import type { Token } from '../values/value.ts';
import type { Call } from './call.ts';

export type Operator = (a: unknown, b: unknown) => unknown;

/** Arithmetic in the wider of the two types; whole numbers stay whole. */
export function arithmetic(a: unknown, b: unknown, compute: (x: number, y: number) => number): Numeric {
  if (!isNumber(a) || !isNumber(b)) throw new Error('Expected numbers');
  const type = wider(typeOfNumber(a), typeOfNumber(b));
  const value = compute(Number(a), Number(b));
  if (isFraction(type)) return numeric(value, type);
  const whole = Math.trunc(value);
  if (type !== 'bigint' && !fits(whole, 'long')) throw new Error('This sum is too large for a whole number of 64 bits');
  return numeric(whole, fits(whole, type) ? type : type === 'bigint' ? 'bigint' : 'long');
}

export function add(a: unknown, b: unknown): Numeric {
  return arithmetic(a, b, (x, y) => x + y);
}

function addAll(a: unknown, b: unknown): unknown {
  if (a instanceof Map && b instanceof Map) return new Map([...a, ...b]);
  const items = (value: unknown) => (Array.isArray(value) ? value : value instanceof Set ? [...value] : [value]);
  return a instanceof Set ? new Set([...a, ...items(b)]) : [...items(a), ...items(b)];
}

const operators: Readonly<Record<string, Operator>> = {
  sum: (a, b) => (a === null ? b : b === null ? a : add(a, b)),
  sumLong: (a, b) => add(a, b),
  minus: (a, b) => arithmetic(a, b, (x, y) => x - y),
  mult: (a, b) => arithmetic(a, b, (x, y) => x * y),
  div: (a, b) => arithmetic(a, b, (x, y) => x / y),
  min: (a, b) => (compareAny(a, b) <= 0 ? a : b),
  max: (a, b) => (compareAny(a, b) >= 0 ? a : b),
  assign: (_, b) => b,
  and: (a, b) => a === true && b === true,
  or: (a, b) => a === true || b === true,
  addAll,
};

export function callOf(token: Token | null | undefined, call: Call): Operator {
  const operator = token?.group === 'Operator' ? operators[token.name] : undefined;
  if (!operator) throw call.error('Expected an operator, such as sum', call.args.at(-1));
  return operator;
}
