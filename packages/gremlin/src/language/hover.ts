/** What the word under the pointer means. */

import { tokenize } from '../1-parse/lexer.ts';
import { GremlinError, type Span } from '../errors.ts';
import { findPredicate } from '../predicates/index.ts';
import { findStep } from '../steps/find.ts';

export interface Hover {
  readonly span: Span;
  readonly signatures: readonly string[];
  readonly doc: string;
  readonly example: string;
}

export function hover(text: string, offset: number): Hover | undefined {
  const token = tokensOf(text).find(
    ({ kind, span }) => kind === 'name' && span.offset <= offset && offset < span.offset + span.length,
  );
  if (!token) return undefined;
  const root = /^\s*g\b/.test(text) ? 'g' : 'G';
  const predicate = findPredicate(token.text, root);
  const step = findStep(token.text, root);
  if (step && text[token.span.offset - 1] !== '(' && step.signatures.length > 0)
    return { span: token.span, signatures: step.signatures, doc: step.doc, example: step.example };
  if (predicate)
    return { span: token.span, signatures: [predicate.signature], doc: predicate.doc, example: predicate.example };
  return step && { span: token.span, signatures: step.signatures, doc: step.doc, example: step.example };
}

function tokensOf(text: string) {
  try {
    return tokenize(text);
  } catch (error) {
    if (error instanceof GremlinError) return [];
    throw error;
  }
}
