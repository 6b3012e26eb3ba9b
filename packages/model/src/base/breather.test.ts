import { expect, test } from 'vitest';
import { Breather } from './breather.ts';

function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('long work is due to breathe, short work is not', async () => {
  const breather = new Breather(5);
  expect(breather.due).toBe(false);
  work(6);
  expect(breather.due).toBe(true);
  await breather.breathe();
  expect(breather.due).toBe(false);
});

test('many workers together keep to one slice per turn of the loop', async () => {
  const breather = new Breather(5);
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
  // 50 ms of work in slices of 5 to 6 ms.
  expect(turns).toBeGreaterThanOrEqual(7);
});
