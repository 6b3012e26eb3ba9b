/** What ends the command with exit code 1 and a sentence on stderr. */

export class Problem extends Error {}

/** The user does not wait any longer: ends the command without a word, as a signal ends other programs. */
export class Interrupted extends Error {}

/** Ends the command with this exit code; what is wrong was said already. */
export class Ended extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** A query at fault: the message, the line it is about, and a caret below the place. */
export class QueryProblem extends Problem {
  readonly code: string;

  constructor(message: string, query: string, place: Place | undefined, code = 'GREMLIN_SYNTAX') {
    super(place === undefined ? message : pointOut(message, query, place));
    this.code = code;
  }
}

/** Counted from 1, as the server tells it. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

function pointOut(message: string, query: string, { line, column, length }: Place): string {
  const source = query.split('\n')[line - 1] ?? '';
  const margin = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const width = Math.max(1, Math.min(length, source.length - column + 1));
  return `line ${line}, column ${column}: ${message}\n  ${source}\n  ${margin}${'^'.repeat(width)}`;
}
