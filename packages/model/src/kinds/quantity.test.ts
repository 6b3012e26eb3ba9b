import { expect, it } from 'vitest';
import { quantity } from './quantity.ts';

it.each([
  ['2Gi', 2 ** 31],
  ['500m', 0.5],
  ['1e3', 1000],
  ['1.5', 1.5],
  ['3k', 3000],
  [4, 4],
])('the quantity %s is the number %d', (text, number) => {
  expect(quantity(text)).toBe(number);
});

it('what is no quantity is no number', () => {
  expect(quantity('much')).toBeNaN();
  expect(quantity(undefined)).toBeNaN();
});
