/** The tokens of a text, read one after the other; what the parser stands on. */
import { GremlinError } from '../errors.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './token.ts';

export class TokenStream {
  protected readonly text: string;
  protected readonly tokens: readonly Token[];
  protected at = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  protected peek(): Token {
    return this.tokens[this.at]!;
  }

  protected next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.at++;
    return token;
  }

  protected isPunctuation(mark: string): boolean {
    const token = this.peek();
    return token.kind === 'punctuation' && token.text === mark;
  }

  protected take(mark: string): boolean {
    if (!this.isPunctuation(mark)) return false;
    this.at++;
    return true;
  }

  protected expect(mark: string, expected = `"${mark}"`): Token {
    if (!this.isPunctuation(mark)) throw this.unexpected(expected);
    return this.next();
  }

  protected unexpected(expected: string): GremlinError {
    const token = this.peek();
    const got =
      token.kind === 'end'
        ? 'the query ends here'
        : `got: ${this.text.slice(token.span.offset, token.span.offset + token.span.length)}`;
    return new GremlinError('SYNTAX', `Expected ${expected}, ${got}`, token.span);
  }
}
