/** A regular expression that cannot run away: RE2, whose time grows with the text and not with the cleverness of the pattern. */
import { RE2JS } from 're2js';

export interface Pattern {
  /** Whether the pattern is found in the text, or is the whole text where it was compiled so. */
  test(text: string): boolean;
}

/** Throws an `Error` whose message says what is wrong with the pattern. */
export function compilePattern(source: string, options: { readonly whole?: boolean } = {}): Pattern {
  const compiled = RE2JS.compile(source);
  return options.whole ? { test: (text) => compiled.matches(text) } : { test: (text) => compiled.matcher(text).find() };
}
