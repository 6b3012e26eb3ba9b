import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { linkedAbort } from './linked-abort.ts';
import { unlessAborted } from './unless-aborted.ts';

test('a linked signal aborts with its parent, or alone', () => {
  const parent = new AbortController();
  const [one, two] = [linkedAbort(parent.signal), linkedAbort(parent.signal)];
  one.abort();
  expect([one.signal.aborted, two.signal.aborted]).toEqual([true, false]);
  parent.abort('why');
  expect(two.signal.reason).toBe('why');
  expect(linkedAbort(parent.signal).signal.aborted).toBe(true);
});

test('a signal that lives long gathers no listeners', async () => {
  const { signal } = new AbortController();
  linkedAbort(signal).unlink();
  await unlessAborted(Promise.resolve(1), signal);
  await unlessAborted(Promise.reject(new Error()), signal).catch(() => {});
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

test('nobody waits beyond the end', async () => {
  const abort = new AbortController();
  const waiting = unlessAborted(new Promise(() => {}), abort.signal);
  abort.abort(new Error('end'));
  await expect(waiting).rejects.toThrow('end');
  await expect(unlessAborted(Promise.resolve(1), abort.signal)).rejects.toThrow('end');
});
