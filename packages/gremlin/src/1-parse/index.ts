/** The parse entry: text to tree and back, small enough for a web page. It knows no step, so it finds form errors only. */
import { GremlinError } from '../errors.ts';
import type { Query } from './ast.ts';
import { Parser } from './parser.ts';

export { GremlinError, type Position, type Span } from '../errors.ts';
export type * from './ast.ts';
export { print, printArg, printStep } from './print.ts';

/** Throws a `GremlinError` with its position where the text is not a query. */
export function parseText(text: string): Query {
  try {
    return new Parser(text).query();
  } catch (error) {
    if (error instanceof GremlinError) error.text ??= text;
    throw error;
  }
}

export { parseText as parse };
