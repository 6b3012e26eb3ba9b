/** A regular expression that cannot run away: RE2, whose time grows with the text and not with the cleverness of the pattern. */
import { RE2JS } from 're2js';
import { requiredText } from './required-text.ts';

export interface Pattern {
  /** Whether the pattern is found in the text, or is the whole text where it was compiled so. */
  test(text: string): boolean;
}

/** Throws an `Error` whose message says what is wrong with the pattern. */
export function compilePattern(source: string, options: { readonly whole?: boolean } = {}): Pattern {
  const compiled = RE2JS.compile(source);
  const matches = options.whole
    ? (text: string) => compiled.matches(text)
    : (text: string) => compiled.matcher(text).find();
  const needed = requiredText(source);
  return { test: needed === '' ? matches : (text) => text.includes(needed) && matches(text) };
}
