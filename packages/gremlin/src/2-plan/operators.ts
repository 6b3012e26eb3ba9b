/** TinkerPop's operators on two values, as sacks, folds and side effects use them. */

import {
  fits,
  isFraction,
  isNumber,
  type NumberType,
  type Numeric,
  numeric,
  typeOfNumber,
  wider,
} from '../values/number.ts';
import { compareAny } from '../values/order.ts';
import type { Token } from '../values/value.ts';
import type { Call } from './call.ts';

export type Operator = (a: unknown, b: unknown) => unknown;

const wholes: readonly NumberType[] = ['byte', 'short', 'int', 'long'];

/** Arithmetic in the wider of the two types, or in the next where that overflows; whole numbers stay whole. */
export function arithmetic(a: unknown, b: unknown, compute: (x: number, y: number) => number): Numeric {
  if (!isNumber(a) || !isNumber(b)) throw new Error('Expected numbers');
  const type = wider(typeOfNumber(a), typeOfNumber(b));
  const value = compute(Number(a), Number(b));
  if (isFraction(type)) return numeric(value, type);
  const whole = Math.trunc(value);
  if (type === 'bigint') return numeric(whole, type);
  const fitting = wholes.slice(wholes.indexOf(type)).find((one) => fits(whole, one));
  if (!fitting) throw tooLarge();
  return numeric(whole, fitting);
}

/** The lesser or the greater, in the wider of the two types. */
export function extreme(a: unknown, b: unknown, order: number): unknown {
  const chosen = order <= 0 ? a : b;
  if (!isNumber(a) || !isNumber(b)) return chosen;
  return numeric(Number(chosen), wider(typeOfNumber(a), typeOfNumber(b)));
}

/** Where one of the two is null: the first for arithmetic, the other one for a choice. */
function beside(operator: Operator, choice = false): Operator {
  return (a, b) => {
    if (a !== null && a !== undefined && b !== null) return operator(a, b);
    return choice ? (a ?? b) : (a ?? null);
  };
}

function truth(operator: (a: boolean, b: boolean) => boolean): Operator {
  return (a, b) => {
    if (typeof a !== 'boolean' || typeof b !== 'boolean') throw new Error('Expected true or false');
    return operator(a, b);
  };
}

export function add(a: unknown, b: unknown): Numeric {
  const sum = arithmetic(a, b, (x, y) => x + y);
  // Numbers near 2 ** 63 are only known roughly here: a sum that reaches it is one too large.
  const type = typeOfNumber(sum);
  if (type === 'long' && Number(sum) >= 2 ** 63 && Number(a) > 0 && Number(b) > 0) throw tooLarge();
  return sum;
}

const tooLarge = () => new Error('This is too large for a whole number of 64 bits');

function addAll(a: unknown, b: unknown): unknown {
  if (a instanceof Map && b instanceof Map) return new Map([...a, ...b]);
  const items = (value: unknown) => (Array.isArray(value) ? value : value instanceof Set ? [...value] : [value]);
  return a instanceof Set ? new Set([...a, ...items(b)]) : [...items(a), ...items(b)];
}

const operators: Readonly<Record<string, Operator>> = {
  sum: beside(add),
  sumLong: (a, b) => add(a, b),
  minus: beside((a, b) => arithmetic(a, b, (x, y) => x - y)),
  mult: beside((a, b) => arithmetic(a, b, (x, y) => x * y)),
  div: beside((a, b) => arithmetic(a, b, (x, y) => x / y)),
  min: beside((a, b) => extreme(a, b, compareAny(a, b)), true),
  max: beside((a, b) => extreme(a, b, compareAny(b, a)), true),
  assign: (_, b) => b,
  and: truth((a, b) => a && b),
  or: truth((a, b) => a || b),
  addAll,
};

export function callOf(token: Token | null | undefined, call: Call): Operator {
  const operator = token?.group === 'Operator' ? operators[token.name] : undefined;
  if (!operator) throw call.error('Expected an operator, such as sum', call.args.at(-1));
  return operator;
}
