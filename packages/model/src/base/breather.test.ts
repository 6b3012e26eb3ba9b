import { expect, test } from 'vitest';
import { Breather } from './breather.ts';

let now = 0;
const clock = () => now;
const work = (ms: number): void => {
  now += ms;
};

test('long work is due to breathe, short work is not', async () => {
  const breather = new Breather(5, clock);
  expect(breather.due).toBe(false);
  work(5);
  expect(breather.due).toBe(false);
  work(1);
  expect(breather.due).toBe(true);
  await breather.breathe();
  expect(breather.due).toBe(false);
});

test('many workers together keep to one slice per turn of the loop', async () => {
  const breather = new Breather(5, clock);
  let turns = 0;
  let busy = true;
  const count = (): void => {
    turns++;
    if (busy) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let i = 0; i < 5; i++) {
        work(1);
        if (breather.due) await breather.breathe();
      }
    }),
  );
  busy = false;
  // All begin in the first turn, which is 14 ms long; the other 36 ms are worked off in slices of 6.
  expect(turns).toBeGreaterThanOrEqual(6);
});
