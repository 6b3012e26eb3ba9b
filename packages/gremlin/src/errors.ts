/** What can go wrong with a query, always with the place in the text where it went wrong. */

/** A stretch of the query's text, in UTF-16 units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export interface Position extends Span {
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** `SYNTAX` and `CHECK` are found before anything runs, `RUN` while it runs, `LIMIT` when a limit was reached. */
export type ErrorCode =
  | 'SYNTAX'
  | 'UNKNOWN_STEP'
  | 'UNKNOWN_NAME'
  | 'ARGUMENT'
  | 'KIND'
  | 'READ_ONLY'
  | 'NOT_TOPOLOGY'
  | 'NO_HISTORY'
  | 'NOT_FOUND'
  | 'VALUE'
  | 'PATTERN'
  | 'FAIL'
  | 'LIMIT';

/** One line each: what a code means. The reference documentation is made from it. */
export const codes: Readonly<Record<ErrorCode, string>> = {
  SYNTAX: 'The text is not a query: a character, a bracket or a word is not where it could be.',
  UNKNOWN_STEP: 'No step has this name.',
  UNKNOWN_NAME: 'No predicate, token or parameter has this name.',
  ARGUMENT: 'A step or predicate was given arguments that it does not take.',
  KIND: 'A step does not work on what the step before it gives.',
  READ_ONLY: 'The step would write; this graph is read-only.',
  NOT_TOPOLOGY: 'The step belongs to flow capture, which a topology does not have.',
  NO_HISTORY: 'The query asks for another time and no history is kept.',
  NOT_FOUND: 'The element, label or key that the query names does not exist.',
  VALUE: 'A value is of the wrong type for what is done with it.',
  PATTERN: 'A regular expression or an address range is malformed.',
  FAIL: 'The query itself asked to fail.',
  LIMIT: 'A limit on steps, rows, work, time, memory or path length was reached.',
};

export class GremlinError extends Error {
  override readonly name = 'GremlinError';
  readonly code: ErrorCode;
  readonly span: Span;
  /** What to do about it, where that is known: a name that was probably meant, the limit that was reached. */
  readonly hint: string | undefined;
  /** The query, once known; set by whoever knows it first. */
  text: string | undefined;

  constructor(code: ErrorCode, message: string, span: Span, hint?: string) {
    super(hint ? `${message} (${hint})` : message);
    this.code = code;
    this.span = span;
    this.hint = hint;
  }

  get position(): Position {
    return positionOf(this.text ?? '', this.span);
  }

  /** The message, the line it is about, and a caret below the place. */
  render(): string {
    const { line, column } = this.position;
    const source = (this.text ?? '').split('\n')[line - 1] ?? '';
    const width = Math.max(1, Math.min(this.span.length, source.length - column + 1));
    const margin = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
    return `${line}:${column}: ${this.message}\n${source}\n${margin}${'^'.repeat(width)}`;
  }
}

export function positionOf(text: string, span: Span): Position {
  const offset = Math.min(span.offset, text.length);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { offset, length: span.length, line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/** From the start of the first to the end of the second. */
export function join(from: Span, to: Span): Span {
  return { offset: from.offset, length: Math.max(0, to.offset + to.length - from.offset) };
}

/** The candidate nearest to a misspelt word, or nothing when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const away = distance(lower, candidate.toLowerCase(), least);
    if (away < least) {
      best = candidate;
      least = away;
    }
  }
  return best;
}

export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const best = nearest(word, candidates);
  return best === undefined ? undefined : `did you mean ${best}?`;
}

/** Edits between two words, a swap of neighbours counted once; `limit` where it is at least that. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return Math.min(row[b.length]!, limit);
}
