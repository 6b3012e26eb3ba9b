/** Skydive's time travel: the graph as it was. */
import type { Call } from '../../2-plan/call.ts';
import { Row } from '../../3-run/row.ts';
import type { TimeSlice } from '../../3-run/run.ts';
import { isNumber } from '../../values/number.ts';
import { Token } from '../../values/value.ts';
import { defineStep } from '../define.ts';

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
  d: 8.64e7,
};
const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d)/g;

/** A duration such as `-1h30m`, in milliseconds; days are known, too. */
export function readDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h|d))+|0)$/.exec(text);
  if (!match) return undefined;
  let total = 0;
  for (const [, number, unit] of match[2]!.matchAll(part)) total += Number(number) * units[unit!]!;
  return match[1] === '-' ? -total : total;
}

const days = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const months = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const rfc1123 = new RegExp(`^${days}, \\d{2} ${months} \\d{4} \\d{2}:\\d{2}:\\d{2} (?:GMT|UTC|[+-]\\d{4})$`);
const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

function moment(call: Call, now: number): number {
  const value = call.value(0);
  if (value instanceof Token && value.name === 'NOW') return now;
  if (isNumber(value)) return Number(value) <= 2147483647 ? Number(value) * 1000 : Number(value);
  if (typeof value !== 'string')
    throw call.error(`${call.step.name} takes a time: seconds, milliseconds, text, or NOW`, call.args[0]);
  const duration = readDuration(value);
  if (duration !== undefined) return now + duration;
  const date = rfc1123.test(value) || rfc3339.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(date)) return date;
  throw call.error('Time is written as RFC 1123, as RFC 3339, or as a duration such as -1h30m', call.args[0]);
}

/** How long before the moment the stretch begins. */
function length(call: Call, last: number): number {
  const value = call.value(1);
  if (value instanceof Token && value.name === 'FOREVER') return last;
  if (isNumber(value)) return Number(value) * 1000;
  const duration = typeof value === 'string' ? readDuration(value) : undefined;
  if (duration !== undefined) return Math.abs(duration);
  throw call.error('Expected a duration: seconds, text such as 5m, or FOREVER', call.args[1]);
}

function time(name: string) {
  return defineStep({
    name,
    dialect: 'skydive',
    group: 'source',
    signatures: [`${name}(time)`, `${name}(time, duration)`],
    doc: 'The graph as it was at a time: seconds or milliseconds since 1970, a date, a duration back from now, or NOW; with a duration, in the stretch before it.',
    example: `G.${name}('-5m').V()`,
    takes: ['graph'],
    gives: 'graph',
    plan(call) {
      call.expect(1, 2);
      const slice = (now: number): TimeSlice => {
        const last = moment(call, now);
        return { start: call.args[1] ? last - length(call, last) : last, last, whole: call.args.length > 1 };
      };
      slice(0);
      return call.op({
        open: (run) =>
          function* (rows) {
            for (const row of rows) if (row === undefined || run.tick(call.span)) yield undefined;
            const { at, now } = run.environment;
            if (!at)
              throw call.error('No history is kept here, so no other time can be asked for', undefined, 'NO_HISTORY');
            run.reader = at(slice(now()));
            run.registers.clear();
            yield new Row(null);
          },
      });
    },
  });
}

export const at = time('At');
export const context = time('Context');
