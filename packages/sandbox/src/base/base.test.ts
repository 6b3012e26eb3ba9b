import { describe, expect, it } from 'vitest';
import { duration } from '../registry/columns/column.ts';
import { quantity } from './quantity.ts';
import { nextTime, parseSchedule } from './schedule.ts';

describe('quantities', () => {
  it.each([
    ['500m', 0.5],
    ['1Gi', 2 ** 30],
    ['2k', 2000],
    ['1e3', 1000],
    [3, 3],
    ['.5', 0.5],
    ['1Q', undefined],
    ['', undefined],
  ])('%s is %s', (text, value) => expect(quantity(text)).toBe(value));
});

describe('schedules', () => {
  const from = Date.UTC(2026, 0, 1, 10, 7, 30);
  it.each([
    ['* * * * *', '2026-01-01T10:08:00.000Z'],
    ['*/15 * * * *', '2026-01-01T10:15:00.000Z'],
    ['0 9-17/4 * * *', '2026-01-01T13:00:00.000Z'],
    ['@daily', '2026-01-02T00:00:00.000Z'],
    ['0 0 * * sun', '2026-01-04T00:00:00.000Z'],
    ['30 6 29 feb *', '2028-02-29T06:30:00.000Z'],
    ['0 0 13 * 5', '2026-01-02T00:00:00.000Z'],
  ])('%s comes next at %s', (text, expected) =>
    expect(new Date(nextTime(parseSchedule(text)!, from)!).toISOString()).toBe(expected),
  );

  it.each(['', '* * * *', '60 * * * *', '* * * * monday-ish', '5-1 * * * *', '*/0 * * * *'])('"%s" is none', (text) =>
    expect(parseSchedule(text)).toBeUndefined(),
  );

  it('that never comes has no next time', () => expect(nextTime(parseSchedule('0 0 31 2 *')!, from)).toBeUndefined());
});

describe('durations', () => {
  it.each([
    [5, '5s'],
    [119, '119s'],
    [150, '2m30s'],
    [600, '10m'],
    [7200, '120m'],
    [11_000, '3h3m'],
    [40_000, '11h'],
    [200_000, '2d7h'],
    [8e5, '9d'],
  ])('%i seconds are %s', (seconds, text) => expect(duration(seconds * 1000)).toBe(text));
});
