import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf } from '../values/key.ts';
import { Merger } from './merge.ts';
import { type Loops, Row, Trail } from './row.ts';

const loops: (Loops | undefined)[] = [
  undefined,
  { name: undefined, count: 1, outer: undefined },
  { name: 'a', count: 2, outer: undefined },
];
const row = fc
  .record({
    value: fc.oneof(fc.nat(5), fc.constantFrom('0', '1', null)),
    bulk: fc.integer({ min: 1, max: 3 }),
    trail: fc.constantFrom(undefined, undefined, new Trail(undefined, 1), new Trail(undefined, 1, ['x'])),
    loops: fc.constantFrom(...loops),
    sack: fc.constantFrom(undefined, undefined, 7),
  })
  .map(({ value, bulk, trail, loops, sack }) => new Row(value, bulk, trail, loops, sack));

/** All that later steps can see of a row. */
const seen = ({ value, trail, loops, sack }: Row) =>
  JSON.stringify([keyOf(value), trail?.labels ?? null, loops ?? null, keyOf(sack) ?? null]);

function counted(rows: Iterable<Row>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(seen(row), (counts.get(seen(row)) ?? 0) + row.bulk);
  return counts;
}

test('each round of a merger stands for the rows that came in it, also while the one before is handed out', () => {
  fc.assert(
    fc.property(fc.array(fc.array(row)), (rounds) => {
      const merger = new Merger();
      let before: Iterable<Row> = [];
      let expected = new Map<string, number>();
      for (const rows of [...rounds, []]) {
        const handed: Row[] = [];
        const handing = before[Symbol.iterator]();
        const different = new Set<string>();
        for (const row of rows) {
          const next = handing.next();
          if (!next.done) handed.push(next.value);
          if (merger.add(row)) different.add(seen(row));
        }
        for (const row of { [Symbol.iterator]: () => handing }) handed.push(row);
        expect(counted(handed)).toEqual(expected);
        expect(different.size).toBe(counted(rows).size);
        expected = counted(rows);
        before = merger.take();
        expect(merger.size).toBe(0);
      }
    }),
  );
});
