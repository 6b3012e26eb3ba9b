import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText, print } from './1-parse/index.ts';
import { GremlinError } from './errors.ts';
import { execute } from './execute.ts';
import { diagnose } from './language/index.ts';
import { graphs, skydiveQueries, tinkerpopQueries } from './testing/arbitrary.ts';

/** Mutated queries to try; more with GREMLIN_FUZZ. */
const tries = Number(process.env.GREMLIN_FUZZ ?? 4000);

const pieces = [
  '(',
  ')',
  '.',
  ',',
  "'",
  '"',
  '\\',
  '[',
  ']',
  '{',
  '}',
  ':',
  '__',
  '__.',
  'G',
  'g',
  'V()',
  'repeat(',
  'emit()',
  '.until(',
  'match(',
  'P.',
  'T.id',
  '-1',
  '1..9',
  '9e99',
  'null',
  '\n',
  '//',
  '\u0000',
  'é',
  '😀',
  '.by(',
  'local',
  'select(',
  "as('x')",
  '.path()',
  '.fold()',
  'Regex(',
  'Has(',
  '.SubGraph()',
  '.Sort(',
  '.tree()',
  '.sack()',
  '.group()',
];

const mutation = fc.record({
  at: fc.nat(200),
  cut: fc.nat(6),
  put: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })),
});

const mutated = fc
  .tuple(fc.oneof(skydiveQueries, tinkerpopQueries), fc.array(mutation, { minLength: 1, maxLength: 4 }))
  .map(([query, mutations]) => {
    let text = query;
    for (const { at, cut, put } of mutations) {
      const place = at % (text.length + 1);
      text = text.slice(0, place) + put + text.slice(place + cut);
    }
    return text;
  });

const limits = { time: 2000, work: 200_000, rows: 10_000, pathLength: 200 };

describe('whatever is written', () => {
  it('is answered, or refused with a place in the text', () => {
    fc.assert(
      fc.property(graphs, mutated, (reader, text) => {
        try {
          execute(reader, text, { limits });
        } catch (error) {
          expect(error).toBeInstanceOf(GremlinError);
          const { position } = error as GremlinError;
          expect(position.line).toBeGreaterThan(0);
          expect(position.offset).toBeLessThanOrEqual(text.length);
          expect((error as GremlinError).render()).toContain('^');
        }
      }),
      { numRuns: tries },
    );
  }, 600_000);

  it('has diagnostics that say the same as running it, where it cannot be read', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        let refused = false;
        try {
          parseText(text);
        } catch {
          refused = true;
        }
        if (refused) expect(diagnose(text).length).toBeGreaterThan(0);
      }),
      { numRuns: Math.round(tries / 4) },
    );
  }, 600_000);
});

describe('a query that can be read', () => {
  it('reads the same when it is printed', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, tinkerpopQueries), (text) => {
        let printed: string;
        try {
          printed = print(parseText(text));
        } catch {
          return;
        }
        expect(print(parseText(printed))).toBe(printed);
      }),
      { numRuns: tries },
    );
  }, 600_000);
});
