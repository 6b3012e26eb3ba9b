/** Ranges as literals: `1..3` and `'a'..'c'` are lists. */
import { GremlinError, type Span } from '../errors.ts';
import type { Arg, List } from './ast.ts';

/** From one number or letter to the other, both included, written out. */
export function rangeOf(from: string | number, to: string | number, span: Span): List {
  const letters = typeof from === 'string';
  const [low, high] = [pointOf(from, span), pointOf(to, span)];
  if (!(Math.abs(high - low) <= 10_000)) throw new GremlinError('SYNTAX', 'This range is too long', span);
  const items = Array.from({ length: Math.abs(high - low) + 1 }, (_, i): Arg => {
    const n = low + (high < low ? -i : i);
    return { kind: 'literal', value: letters ? String.fromCodePoint(n) : n, span };
  });
  return { kind: 'list', items, span };
}

function pointOf(end: string | number, span: Span): number {
  if (typeof end === 'number') return end;
  if ([...end].length === 1) return end.codePointAt(0)!;
  throw new GremlinError('SYNTAX', 'A range of texts goes from one letter to another', span);
}
