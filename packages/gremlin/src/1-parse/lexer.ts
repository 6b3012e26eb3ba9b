/** Text to tokens. Both dialects share one lexer; where they differ, the parser reads the token's own text. */
import { GremlinError, type Span } from '../errors.ts';
import type { Root } from './ast.ts';
import type { Token, TokenKind } from './token.ts';

const name = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const blank = /(?:[ \t\r\n\f]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const skydiveBlank = /(?:[ \t\r\n]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
/** Fractions need a digit after the point, so that `1..3` is a range and `3.` only Skydive's. */
const number = /[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d[\d_]*)(?:\.\d+)?(?:[eE][+-]?\d+)?)[bBsSiIlLnNfFdDmM]?/y;
const skydiveNumber = /[+-]?\d[\d.]*/y;
const infinite = /[+-](?:Infinity)\b/y;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const root: Root = /^\s*g\b/.test(text.replace(/^(?:\s|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '')) ? 'g' : 'G';
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const push = (kind: TokenKind, value: string, length: number) => {
    tokens.push({ kind, text: value, span: { offset: at, length } });
    at += length;
  };
  while (at < text.length) {
    const skipped = match(root === 'g' ? blank : skydiveBlank);
    if (skipped) {
      at += skipped.length;
      continue;
    }
    const word = match(name);
    const char = text[at]!;
    if (word) push('name', word, word.length);
    else if (char === '"' || char === "'") {
      const end = closing(text, at);
      push('string', text.slice(at + 1, end), end + 1 - at);
    } else {
      const digits = match(infinite) ?? numberAt(root, match, { offset: at, length: 1 }, text);
      if (digits !== undefined) push('number', digits, digits.length);
      else if ('().,;[]{}:'.includes(char)) push('punctuation', char, 1);
      else throw new GremlinError('SYNTAX', `Unexpected character ${JSON.stringify(char)}`, { offset: at, length: 1 });
    }
  }
  push('end', '', 0);
  return tokens;
}

/** The offset of the quote that closes the string opened at `open`: the same quote, not escaped. */
function closing(text: string, open: number): number {
  const quote = text[open];
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i;
  }
  throw new GremlinError('SYNTAX', `This string is not closed: expected ${quote}`, {
    offset: open,
    length: text.length - open,
  });
}

function numberAt(root: Root, match: (p: RegExp) => string | undefined, at: Span, text: string): string | undefined {
  const digits = root === 'g' ? match(number) : match(skydiveNumber);
  if (digits === undefined) return undefined;
  const span = { offset: at.offset, length: digits.length };
  if (root === 'G' && (digits.match(/\./g)?.length ?? 0) > 1)
    throw new GremlinError('SYNTAX', `Expected a number, got: ${digits}`, span);
  const after = text[at.offset + digits.length] ?? '';
  if (/[\p{L}_$]/u.test(after))
    throw new GremlinError('SYNTAX', `A letter right after a number: ${digits}${after}`, {
      ...span,
      length: digits.length + 1,
    });
  return digits;
}
