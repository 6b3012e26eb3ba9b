import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';

test('sleep ends with its time or with the signal, and never rejects', async () => {
  const abort = new AbortController();
  const long = systemClock.sleep(1_000_000, abort.signal);
  await systemClock.sleep(1);
  abort.abort();
  await long;
  await systemClock.sleep(1_000_000, abort.signal);
  expect(systemClock.now()).toBeGreaterThan(1_700_000_000_000);
});
