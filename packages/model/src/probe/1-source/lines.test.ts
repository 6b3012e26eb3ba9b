import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Lines } from './lines.ts';

test('lines come out of any chunks whole, characters of several bytes included', () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '));
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 9 }), (texts, size) => {
      const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
      const lines = new Lines();
      const got: string[] = [];
      for (let at = 0; at < bytes.length; at += size) got.push(...lines.push(bytes.subarray(at, at + size)));
      expect(got).toEqual(texts.filter((text) => text !== ''));
    }),
  );
});

test('a line without its end does not come out', () => {
  expect([...new Lines().push(Buffer.from('whole\nhalf'))]).toEqual(['whole']);
});

test('a line without end does not fill the memory', () => {
  const lines = new Lines(10);
  expect([...lines.push(Buffer.from('1234567'))]).toEqual([]);
  expect(() => [...lines.push(Buffer.from('1234567'))]).toThrow('longer than 10 bytes');
});
