import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SpreadMap } from './spread-map.ts';

const key = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map((n) => `nweb-${n}`),
  fc.string(),
  fc.integer(),
  fc.constantFrom(Number.NaN, 0, -0, 0.5, true, false, null, undefined),
);

test('a spread map holds what a map holds, in the order in which keys came', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat())), (entries) => {
      const plain = new Map(entries);
      const spread = new SpreadMap<number>();
      for (const [key, value] of entries) spread.set(key, value);
      expect(spread.size).toBe(plain.size);
      expect([...spread.values()]).toEqual([...plain.values()]);
      for (const [key] of entries) {
        expect(spread.get(key)).toBe(plain.get(key));
        expect(spread.at(spread.placeOf(key)!)).toBe(plain.get(key));
      }
      for (const other of ['no such key', 301, undefined]) expect(spread.has(other)).toBe(plain.has(other));
    }),
  );
});

test.each([
  ['numbered names', (n: number) => `npod-${n}`],
  ['names with one end', (n: number) => `n${n}-of-the-deployment-in-the-namespace`],
  ['numbers', (n: number) => n],
])('%s are spread over tables of much the same size', (_, name) => {
  const spread = new SpreadMap<true>();
  for (let n = 0; n < 64_000; n++) spread.set(name(n), true);
  expect(Math.max(...spread.tableSizes)).toBeLessThan(4_000);
});
