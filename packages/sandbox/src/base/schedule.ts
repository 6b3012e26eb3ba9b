/** Cron schedules: five fields in UTC, lists, ranges, steps, names, and the `@hourly` family. */

export interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** Either day field matches when both are restricted, as cron has it. */
  readonly eitherDay: boolean;
}

const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function parseField(text: string, low: number, high: number, names: readonly string[] = []): Set<number> | undefined {
  const found = new Set<number>();
  const number = (word: string): number => {
    const named = names.indexOf(word.toLowerCase());
    return named >= 0 ? named + low : /^\d+$/.test(word) ? Number(word) : Number.NaN;
  };
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [String(low), String(high)] : range.split('-');
    const first = number(from ?? '');
    const last = to === undefined ? (step === undefined ? first : high) : number(to);
    const stride = step === undefined ? 1 : Number(step);
    if (!(first >= low && last <= high && first <= last && stride >= 1)) return undefined;
    for (let value = first; value <= last; value += stride) found.add(value);
  }
  return found;
}

/** Undefined when the text is no schedule. */
export function parseSchedule(text: string): Schedule | undefined {
  const fields = (macros[text] ?? text).trim().split(/\s+/);
  if (fields.length !== 5) return undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = parseField(minute, 0, 59);
  const hours = parseField(hour, 0, 23);
  const days = parseField(day, 1, 31);
  const months = parseField(month, 1, 12, monthNames);
  const weekdays = parseField(weekday.replace(/\b7\b/, '0'), 0, 6, dayNames);
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  return { minutes, hours, days, months, weekdays, eitherDay: !/^[*?]/.test(day) && !/^[*?]/.test(weekday) };
}

function onDay(schedule: Schedule, date: Date): boolean {
  const day = schedule.days.has(date.getUTCDate());
  const weekday = schedule.weekdays.has(date.getUTCDay());
  return schedule.months.has(date.getUTCMonth() + 1) && (schedule.eitherDay ? day || weekday : day && weekday);
}

/** The first time after `after` that the schedule names, within five years. */
export function nextTime(schedule: Schedule, after: number): number | undefined {
  const date = new Date(after);
  date.setUTCSeconds(0, 0);
  date.setUTCMinutes(date.getUTCMinutes() + 1);
  const end = after + 5 * 366 * 86_400_000;
  while (date.getTime() < end) {
    if (!onDay(schedule, date)) {
      date.setUTCHours(24, 0, 0, 0);
    } else if (!schedule.hours.has(date.getUTCHours())) {
      date.setUTCMinutes(60, 0, 0);
    } else if (!schedule.minutes.has(date.getUTCMinutes())) {
      date.setUTCMinutes(date.getUTCMinutes() + 1);
    } else {
      return date.getTime();
    }
  }
  return undefined;
}
