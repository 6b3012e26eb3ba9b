import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Loops, Row, Trail } from './row.ts';
import { WaitingRows } from './waiting.ts';

const once: Loops = { name: undefined, count: 1, outer: undefined };
const value = fc.constantFrom<unknown>('a', 7, undefined, null, Number.NaN);
const trail = fc.option(
  fc
    .tuple(value, fc.boolean())
    .map(([value, far]) => new Trail(far ? new Trail(undefined, 'start') : undefined, value)),
  { nil: undefined },
);
const row = fc
  .record({ value, trail, bulk: fc.integer({ min: 1, max: 2 }), loops: fc.constantFrom(undefined, once), sack: value })
  .map(({ value, trail, bulk, loops, sack }) => new Row(value, bulk, trail, loops, sack));

test('rows come out as they went in, whatever they remember', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const waiting = new WaitingRows();
      for (const row of rows) waiting.push(row);
      expect(waiting.length).toBe(rows.length);
      expect([...waiting]).toEqual(rows);
      for (const [i, row] of rows.entries()) {
        expect(waiting.at(i)).toEqual(row);
        expect(waiting.at(i).trail).toBe(row.trail);
      }
    }),
  );
});
