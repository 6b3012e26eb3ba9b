/** The tree of a query: what was written, not yet what it means. Every part knows its place in the text. */
import type { Span } from '../errors.ts';
import type { Numeric } from '../values/number.ts';
import type { Uuid } from '../values/value.ts';

/** The letter that a query starts with says which dialect its spellings belong to. */
export type Root = 'G' | 'g';

export interface Query {
  readonly kind: 'query';
  readonly root: Root;
  readonly steps: readonly Step[];
  readonly span: Span;
}

export interface Step {
  readonly kind: 'step';
  readonly name: string;
  /** Absent where no parentheses were written, as in Skydive's mid-chain `G`. */
  readonly args: readonly Arg[] | undefined;
  readonly span: Span;
  readonly nameSpan: Span;
}

export type Arg = Literal | List | MapLiteral | Name | Predicate | Combined | Negated | Traversal | Strategy;

export interface Literal {
  readonly kind: 'literal';
  readonly value: string | boolean | null | Numeric | Date | Uuid;
  readonly span: Span;
}

/** `[1, 2]`, a set `{1, 2}`, or a range of letters or numbers `1..3` written out. */
export interface List {
  readonly kind: 'list' | 'set';
  readonly items: readonly Arg[];
  readonly span: Span;
}

export interface MapLiteral {
  readonly kind: 'map';
  readonly entries: readonly (readonly [Arg, Arg])[];
  readonly span: Span;
}

/** A bare or dotted word: a token such as `desc` or `Order.desc`, a constant, or the name of a parameter. */
export interface Name {
  readonly kind: 'name';
  readonly parts: readonly string[];
  readonly span: Span;
}

export interface Predicate {
  readonly kind: 'predicate';
  readonly name: string;
  readonly args: readonly Arg[];
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface Combined {
  readonly kind: 'and' | 'or';
  readonly left: Arg;
  readonly right: Arg;
  readonly span: Span;
}

export interface Negated {
  readonly kind: 'negate';
  readonly of: Arg;
  readonly span: Span;
}

/** `__.out().in()`, with or without the `__`. */
export interface Traversal {
  readonly kind: 'traversal';
  readonly steps: readonly Step[];
  readonly span: Span;
}

/** `SubgraphStrategy(vertices: has('x'))`, with or without `new`. */
export interface Strategy {
  readonly kind: 'strategy';
  readonly name: string;
  readonly options: readonly (readonly [string, Arg])[];
  readonly span: Span;
}
