/** TinkerPop's conversions, and its arithmetic of dates. */
import type { Call } from '../../2-plan/call.ts';
import { flowOp, mapOp } from '../../2-plan/ops.ts';
import { first } from '../../3-run/row.ts';
import { openChild } from '../../3-run/run.ts';
import {
  fits,
  isFraction,
  isNumber,
  Num,
  type NumberType,
  numeric,
  plainNumber,
  typeOfNumber,
} from '../../values/number.ts';
import { defineStep } from '../define.ts';

const types: Readonly<Record<string, NumberType>> = {
  BYTE: 'byte',
  SHORT: 'short',
  INT: 'int',
  LONG: 'long',
  FLOAT: 'float',
  DOUBLE: 'double',
  BIGINT: 'bigint',
  BIGDECIMAL: 'bigdecimal',
};

/** As Java reads a number: whole ones also in hexadecimal or octal, and with a letter at the end that says the type. */
function parsed(text: string): ReturnType<typeof numeric> {
  const match = /^\s*(?:([+-]?)0(x[\da-f]+|[0-7]+)|([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)([lfd]?))\s*$/i.exec(
    text,
  );
  if (!match) throw new Error(`${JSON.stringify(text)} is no number`);
  const [, sign, digits, decimal = '', suffix = ''] = match;
  const value = digits
    ? Number(digits.length > 1 && /^x/i.test(digits) ? `0${digits}` : `0o${digits}`)
    : Number(decimal);
  if (/[fd]/i.test(suffix)) return numeric(value, /f/i.test(suffix) ? 'float' : 'double');
  if (/[.e]/i.test(decimal)) return numeric(value, plainNumber(new Num(value, 'float')) === value ? 'float' : 'double');
  const whole = sign === '-' ? -value : value;
  if (suffix) return numeric(whole, 'long');
  return numeric(whole, fits(whole, 'int') ? 'int' : fits(whole, 'long') ? 'long' : 'bigint');
}

function toNumber(value: unknown, type: NumberType | undefined): unknown {
  if (value === null) return null;
  const number =
    typeof value === 'string' ? parsed(value) : value instanceof Date ? numeric(value.getTime(), 'long') : value;
  if (!isNumber(number)) throw new Error('asNumber converts numbers, strings and dates');
  if (!type || type === typeOfNumber(number)) return number;
  const whole = isFraction(type) ? Number(number) : Math.trunc(Number(number));
  if (!fits(whole, type)) throw new Error(`${whole} does not fit into a ${type}`);
  if (/^big/.test(type) && !Number.isFinite(whole)) throw new Error(`${whole} is no ${type}`);
  return numeric(whole, type);
}

export const asNumber = defineStep({
  name: 'asNumber',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['asNumber()', 'asNumber(GType)'],
  doc: 'The value as a number, of a type where one is given.',
  example: "g.inject('12', '3.5').asNumber()",
  gives: 'values',
  plan(call) {
    call.expect(0, 1);
    const token = call.token(0, 'GType');
    const type = token ? types[token.name] : undefined;
    if (call.args[0] && !type) throw call.error('asNumber takes a type of numbers', call.args[0]);
    return mapOp(call, (value) => toNumber(value, type));
  },
});

export const asBool = defineStep({
  name: 'asBool',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['asBool()'],
  doc: 'The value as true or false: numbers by being zero or not, the texts true and false in any case.',
  example: "g.inject('TRUE', 0).asBool()",
  gives: 'values',
  plan(call) {
    call.expect(0);
    return mapOp(call, (value) => {
      if (typeof value === 'boolean') return value;
      if (isNumber(value)) return !(Number(value) === 0 || Number.isNaN(Number(value)));
      if (typeof value === 'string' && /^\s*(?:true|false)\s*$/i.test(value)) return /true/i.test(value);
      throw new Error(`${JSON.stringify(value)} is neither true nor false`);
    });
  },
});

const iso = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (isNumber(value) && !isFraction(typeOfNumber(value))) return new Date(Number(value));
  if (typeof value === 'string' && iso.test(value)) {
    const date = new Date(/T/.test(value) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? `${value}Z` : value);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw new Error(`${JSON.stringify(value)} is no date`);
}

export const asDate = defineStep({
  name: 'asDate',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['asDate()'],
  doc: 'The value as a date: ISO 8601 text, or milliseconds since 1970.',
  example: "g.inject('2023-08-24T00:00:00Z').asDate()",
  gives: 'values',
  plan(call) {
    call.expect(0);
    return mapOp(call, toDate);
  },
});

const spans: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

export const dateAdd = defineStep({
  name: 'dateAdd',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['dateAdd(DT, n)'],
  doc: 'The date so many seconds, minutes, hours or days later.',
  example: "g.inject('2023-08-24T00:00:00Z').asDate().dateAdd(DT.day, 7)",
  gives: 'values',
  plan(call) {
    call.expect(2);
    const unit = call.token(0, 'DT');
    if (!unit) throw call.error('dateAdd takes DT.second, DT.minute, DT.hour or DT.day first', call.args[0]);
    const n = call.integer(1);
    return mapOp(call, (value) => {
      if (!(value instanceof Date)) throw new Error('dateAdd works on dates');
      return new Date(value.getTime() + n * spans[unit.name]!);
    });
  },
});

function otherDate(call: Call): { plan: ReturnType<Call['child']> | undefined; date: Date | undefined } {
  if (call.is(0, 'traversal')) return { plan: call.child(0), date: undefined };
  const value = call.value(0);
  return { plan: undefined, date: value === null ? undefined : toDate(value) };
}

export const dateDiff = defineStep({
  name: 'dateDiff',
  dialect: 'tinkerpop',
  group: 'value',
  signatures: ['dateDiff(date)', 'dateDiff(traversal)'],
  doc: 'How many milliseconds the date is after the other.',
  example: "g.inject('2023-08-24T00:00:00Z').asDate().dateDiff(datetime('2023-08-25T00:00:00Z'))",
  gives: 'values',
  plan(call) {
    call.expect(1);
    const { plan, date } = otherDate(call);
    return flowOp(call, plan ? [plan] : [], (run) => {
      const child = plan ? openChild(plan, run) : undefined;
      return function* (row) {
        if (!(row.value instanceof Date)) throw new Error('dateDiff works on dates');
        const found = child ? (yield* first(child(row)))?.value : date;
        if (found !== undefined && found !== null && !(found instanceof Date)) throw new Error('dateDiff takes a date');
        const other = found ? found.getTime() : 0;
        yield run.move(row, numeric(row.value.getTime() - other, 'long'));
      };
    });
  },
});
