import { expect, test } from 'vitest';
import { nestedIn } from './nested.ts';

/** Two of each in each: twice as many collections in each round. */
function doubled(rounds: number): { value: unknown[]; made: number } {
  let value: unknown[] = ['a'];
  for (let i = 0; i < rounds; i++) value = [value, value];
  return { value, made: rounds + 1 };
}

test.each([
  [0, 0],
  [1, 2],
  [2, 6],
  [10, 2046],
])('%i rounds of doubling hold %i collections', (rounds, nested) => {
  expect(nestedIn(doubled(rounds).value, 100_000)).toBe(nested);
});

test('counting ends a little beyond the limit', () => {
  const nested = nestedIn(doubled(60).value, 1000);
  expect(nested).toBeGreaterThan(1000);
  expect(nested).toBeLessThan(3000);
});

test('what is counted once is not gone through again', () => {
  let looks = 0;
  const watched: unknown[] = [];
  watched[Symbol.iterator] = function () {
    looks++;
    return Array.prototype.values.call(this);
  };
  watched.push(['a'], ['b']);
  for (let i = 0; i < 5; i++) expect(nestedIn([watched, i], 1000)).toBe(3);
  expect(looks).toBe(1);
});

test('a list that has grown is counted again', () => {
  const list: unknown[] = [['a']];
  expect(nestedIn(list, 1000)).toBe(1);
  list.push(['b'], ['c']);
  expect(nestedIn(list, 1000)).toBe(3);
});
