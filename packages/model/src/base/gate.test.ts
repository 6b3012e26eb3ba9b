import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

const never = new AbortController().signal;

test('so many run at a time, the others in the order in which they came', async () => {
  const gate = new Gate(2);
  const order: string[] = [];
  const doors = new Map(['a', 'b', 'c', 'd'].map((name) => [name, Promise.withResolvers<void>()]));
  const runs = [...doors].map(([name, { promise }]) =>
    gate.run(async () => {
      order.push(name);
      await promise;
    }, never),
  );
  await Promise.resolve();
  expect(order).toEqual(['a', 'b']);
  doors.get('b')!.resolve();
  await runs[1];
  await Promise.resolve();
  expect(order).toEqual(['a', 'b', 'c']);
  for (const { resolve } of doors.values()) resolve();
  await Promise.all(runs);
  expect(order).toEqual(['a', 'b', 'c', 'd']);
});

test('a task that fails makes room, and one that gave up takes none', async () => {
  const gate = new Gate(1);
  const door = Promise.withResolvers<void>();
  const first = gate.run(() => door.promise, never);
  const abort = new AbortController();
  const second = gate.run(() => Promise.resolve('never'), abort.signal);
  const third = gate.run(() => Promise.resolve('third'), never);
  abort.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  door.reject(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  expect(await third).toBe('third');
  await expect(gate.run(() => Promise.resolve(1), abort.signal)).rejects.toThrow('enough');
});
