import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drained } from './pausing.ts';
import { sortedPlaces } from './sort.ts';

test('a sort that pauses gives the order of a stable sort at once', () => {
  const items = fc.array(fc.nat(50), { maxLength: 1500, size: 'max' });
  fc.assert(
    fc.property(items, (items) => {
      const at = (a: number, b: number) => items[a]! - items[b]!;
      const places = drained(sortedPlaces(items.length, at, () => true));
      expect([...places]).toEqual(items.map((_, i) => i).sort(at));
    }),
  );
});
