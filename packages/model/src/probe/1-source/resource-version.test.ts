import { expect, test } from 'vitest';
import { compareVersions } from './resource-version.ts';

test('versions are ordered as numbers of any length', () => {
  expect(compareVersions('9', '10')).toBeLessThan(0);
  expect(compareVersions('123456789012345678902', '123456789012345678901')).toBeGreaterThan(0);
  expect(compareVersions('7', '7')).toBe(0);
});

test('of what is no number nothing is said', () => {
  for (const odd of [undefined, '', 'abc', '007', '1.5', '-1']) expect(compareVersions(odd, '7')).toBeUndefined();
});
