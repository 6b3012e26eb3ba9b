/** Where in a half-written query the cursor stands: in which call, at which argument, in a string or a word. */
import type { Root } from '../1-parse/ast.ts';

export interface Call {
  readonly name: string;
  /** The arguments before the cursor's, strings without their quotes. */
  readonly before: string[];
}

export interface Context {
  readonly root: Root;
  /** The calls that are open at the cursor, outermost first. */
  readonly calls: readonly Call[];
  /** The quote of the string that the cursor is in. */
  readonly quote: string | undefined;
  /** What is written of the word or string that the cursor ends. */
  readonly word: string;
  /** Whether a step's name is wanted: a point stands before the word. */
  readonly afterPoint: boolean;
  /** The text up to the point, where one stands. */
  readonly chain: string;
}

interface Reading {
  readonly calls: Call[];
  quote: string | undefined;
  from: number;
  argument: string;
}

/** Reads the text up to the cursor, forgiving everything. */
export function contextAt(text: string, offset: number): Context {
  const before = text.slice(0, offset);
  const reading: Reading = { calls: [], quote: undefined, from: 0, argument: '' };
  for (let i = 0; i < before.length; i++) i = readOne(before, i, reading);
  const word =
    reading.quote === undefined ? (/[\p{L}_$][\p{L}\p{N}_$]*$/u.exec(before)?.[0] ?? '') : before.slice(reading.from);
  const rest = before.slice(0, before.length - word.length).trimEnd();
  return {
    root: /^\s*g\b/.test(text) ? 'g' : 'G',
    calls: reading.calls,
    quote: reading.quote,
    word,
    afterPoint: reading.quote === undefined && rest.endsWith('.'),
    chain: rest.endsWith('.') ? rest.slice(0, -1) : rest,
  };
}

/** Takes in the character at `i` and answers the last position that it used up. */
function readOne(text: string, i: number, reading: Reading): number {
  const char = text[i]!;
  if (reading.quote !== undefined) {
    if (char === '\\') return i + 1;
    if (char === reading.quote) {
      reading.argument += text.slice(reading.from, i);
      reading.quote = undefined;
    }
    return i;
  }
  if (char === '"' || char === "'") {
    reading.quote = char;
    reading.from = i + 1;
    reading.argument = '';
  } else if (char === '(') {
    reading.calls.push({ name: /[\p{L}_$][\p{L}\p{N}_$]*\s*$/u.exec(text.slice(0, i))?.[0].trim() ?? '', before: [] });
    reading.argument = '';
  } else if (char === ')') {
    reading.calls.pop();
    reading.argument = '';
  } else if (char === ',') {
    reading.calls.at(-1)?.before.push(reading.argument);
    reading.argument = '';
  }
  return i;
}
