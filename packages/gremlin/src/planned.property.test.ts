import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { execute, run } from './execute.ts';
import type { GraphReader } from './reader.ts';
import { pairsOf, skydiveQueries, tinkerpopQueries } from './testing/arbitrary.ts';
import { naive } from './testing/oracle.ts';
import { showValue } from './testing/show.ts';

/** Pairs of a graph and a query; more with GREMLIN_PAIRS. */
const pairs = Number(process.env.GREMLIN_PAIRS ?? 20_000);

function answers([reader, query]: readonly [GraphReader, string]): void {
  const wanted = naive(reader, query).map(showValue);
  expect(execute(reader, query).values.map(showValue)).toEqual(wanted);
}

describe('a planned query answers what its definition says, in the same order', () => {
  it("in Skydive's dialect", () => {
    fc.assert(fc.property(pairsOf(skydiveQueries), answers), { numRuns: Math.round(pairs * 0.4) });
  }, 120_000);

  it("in TinkerPop's", () => {
    fc.assert(fc.property(pairsOf(tinkerpopQueries), answers), { numRuns: Math.round(pairs * 0.6) });
  }, 120_000);

  it('with the rules and without', () => {
    const both = ([reader, query]: readonly [GraphReader, string]) => {
      const plain = run(reader, compile(query, { optimise: false }));
      expect(execute(reader, query).values.map(showValue)).toEqual(plain.values.map(showValue));
    };
    fc.assert(fc.property(pairsOf(tinkerpopQueries), both), { numRuns: Math.round(pairs * 0.1) });
  }, 120_000);
});
