import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrigramIndex } from './trigram-index.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', '-', 'ä', '\u{1f600}'), maxLength: 9 });

describe('a trigram index', () => {
  it('finds the texts that contain a part, as reading all of them does', () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 150 }), fc.array(texts, { maxLength: 20 }), (added, parts) => {
        const index = new TrigramIndex();
        for (const text of added) index.add(text);
        for (const part of parts) {
          const wanted = part.length < 3 ? undefined : added.filter((text) => text.includes(part));
          expect(index.containing(part)).toEqual(wanted && new Set(wanted));
        }
      }),
    );
  });

  it('leaves a part alone that stands nearly everywhere', () => {
    const index = new TrigramIndex();
    for (let i = 0; i < 1000; i++) index.add(`app-${i}`);
    expect(index.containing('app-', 100)).toBeUndefined();
    expect(index.containing('app-77', 100)?.size).toBe(11);
    expect(index.containing('nowhere', 100)?.size).toBe(0);
  });
});
