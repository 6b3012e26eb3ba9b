/** What a predicate is: a named test of one value, with its documentation. */
import type { Pattern } from './pattern.ts';

export interface Toolbox {
  /** Compiles a regular expression; throws an `Error` that says what is wrong with it. */
  pattern(source: string, options?: { readonly whole?: boolean }): Pattern;
}

/** Tests a value. Skydive's predicates are also asked about an absent value, as `undefined`. */
export type Test = (value: unknown) => boolean;

export interface PredicateSpec {
  readonly name: string;
  readonly dialect: 'skydive' | 'tinkerpop';
  readonly signature: string;
  readonly doc: string;
  readonly example: string;
  /** Fewest and most operands. */
  readonly operands: readonly [number, number];
  /** Throws an `Error` with a sentence where the operands are of the wrong type. */
  compile(operands: readonly unknown[], toolbox: Toolbox): Test;
  /** Whether it holds exactly for values equal to one of its operands, so that an index can find them. */
  readonly equality?: boolean;
  /** A text that stands in every text for which it holds, where it holds for texts alone; so that an index can find them. */
  readonly part?: (operand: string) => string;
  /** Whether a single operand may be a list of operands, or `Members` of one. */
  readonly takesList?: boolean;
}

export function definePredicate(spec: PredicateSpec): PredicateSpec {
  return spec;
}
