/** A regular expression that cannot run away: RE2, whose time grows with the text and not with the cleverness of the pattern. */
import { RE2JS } from 're2js';

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

/** A text that stands in every match: the longest stretch of plain characters; looked for first, which is much cheaper. */
export function requiredText(pattern: string): string {
  // Of a character in two units a sign after it does not mean the last unit alone.
  if (/[|()[\]{}\\\ud800-\udfff]/.test(pattern)) return '';
  let [longest, current] = ['', ''];
  for (let i = 0; i <= pattern.length; i++) {
    const char = pattern[i];
    const next = pattern[i + 1];
    const plain = char !== undefined && !'.^$*?+'.includes(char) && next !== '*' && next !== '?';
    if (plain) current += char;
    if (!plain || next === '+') {
      if (current.length > longest.length) longest = current;
      current = '';
    }
  }
  return longest;
}
