import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pile } from './pile.ts';

test('a pile holds what an array holds, at the same places', () => {
  const length = fc.oneof(
    fc.nat(40),
    fc.integer({ min: 16_380, max: 16_390 }),
    fc.integer({ min: 32_766, max: 32_770 }),
  );
  fc.assert(
    fc.property(length, fc.array(fc.tuple(fc.nat(), fc.nat())), (length, changes) => {
      const plain = Array.from({ length }, (_, i) => i);
      const pile = new Pile<number>();
      for (const item of plain) pile.push(item);
      for (const [place, item] of changes.filter(() => length > 0)) {
        plain[place % length] = item;
        pile.put(place % length, item);
      }
      expect(pile.length).toBe(length);
      expect([...pile]).toEqual(plain);
      for (const at of [0, 1, 16_383, 16_384, length]) expect(pile.at(at)).toBe(plain[at]);
    }),
    { numRuns: 40 },
  );
});
