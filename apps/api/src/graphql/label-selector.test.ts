import { expect, test } from 'vitest';
import { parseLabelSelector } from './label-selector.ts';

const labels = { app: 'web', tier: 'front', 'app.kubernetes.io/name': 'x' };

test.each([
  ['', true],
  ['app=web', true],
  ['app==web', true],
  ['app = web , tier!=back', true],
  ['missing!=x', true],
  ['app in (api, web)', true],
  ['app notin (api,web)', false],
  ['missing notin (a)', true],
  ['app.kubernetes.io/name=x', true],
  ['app', true],
  ['!app', false],
  ['! missing', true],
  ['app=', false],
])('%s matches: %s', (selector, matches) => expect(parseLabelSelector(selector)(labels)).toBe(matches));

test.each(['app~web', 'app in web', 'app in (a', '=x', ',', 'a b'])('%s is refused by name', (selector) =>
  expect(() => parseLabelSelector(selector)).toThrow(/Cannot read/),
);
