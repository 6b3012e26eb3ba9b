import { expect, test } from 'vitest';
import { Backoff, slowly } from './backoff.ts';

const waits = (random: number, count: number): number[] => {
  const backoff = new Backoff({ random: () => random });
  return Array.from({ length: count }, () => backoff.next());
};

test('each wait is up to twice as long as the last, until half a minute', () => {
  expect(waits(0, 8)).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  expect(waits(0.5, 3)).toEqual([375, 750, 1500]);
  expect(waits(0, 2000).at(-1)).toBe(15_000);
});

test('success starts over', () => {
  const backoff = new Backoff({ random: () => 0 });
  backoff.next();
  backoff.next();
  expect(backoff.attempts).toBe(2);
  backoff.reset();
  expect(backoff.next()).toBe(250);
});

test('the server is not asked before the time that it named, nor kept waiting for days', () => {
  const backoff = new Backoff({ random: () => 0.5 });
  expect(backoff.next(10_000)).toBe(10_500);
  expect(backoff.next(86_400_000)).toBe(300_500);
});

test('what only an administrator changes is tried after minutes', () => {
  expect([slowly(2, () => 0), slowly(2, () => 0.5)]).toEqual([90_000, 120_000]);
});
