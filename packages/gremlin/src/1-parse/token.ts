/** The words of a query. */
import type { Span } from '../errors.ts';

export type TokenKind = 'name' | 'number' | 'string' | 'punctuation' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written; of a string, what stands between the quotes, escapes untouched. */
  readonly text: string;
  readonly span: Span;
}
