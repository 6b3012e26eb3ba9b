/** What a text must contain to match a regular expression; for looking that up before the expression itself is tried. */

/** One construct after another: an escape, a class, a repetition, or a single sign. RE2's syntax. */
const construct = /\\[pP]\{[^}]*\}|\\[pP]?[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[\s\S]/g;
/** Those that change how the rest reads, or that are not worth reading: without case, `\Q…\E`, codes of characters. */
const opaque = /\(\?(?!P?<)[a-zA-Z-]*i|\\[Qx0-9]|[\ud800-\udfff]|\{(?!\d+(?:,\d*)?\})/;
const optional = /^(?:[*?]|\{)/;
const signs = '.^$*?+|()';

/** A text that stands in every match: the longest stretch of plain characters outside of groups; empty where there is none. */
export function requiredText(pattern: string): string {
  if (opaque.test(pattern)) return '';
  const constructs = pattern.match(construct) ?? [];
  let [longest, stretch, depth] = ['', '', 0];
  for (let i = 0; i <= constructs.length; i++) {
    const [char, next = ''] = [plainChar(constructs[i]), constructs[i + 1]];
    if (constructs[i] === '(') depth++;
    else if (constructs[i] === ')') depth--;
    else if (constructs[i] === '|' && depth === 0) return '';
    const stands = char !== undefined && depth === 0 && !optional.test(next);
    if (stands) stretch += char;
    if (stands && next !== '+') continue;
    if (stretch.length > longest.length) longest = stretch;
    stretch = '';
  }
  return longest;
}

/** The character that a construct means, if it means a single one. */
function plainChar(construct: string | undefined): string | undefined {
  if (construct === undefined) return undefined;
  if (construct.length === 1) return signs.includes(construct) ? undefined : construct;
  return /^\\[!-/:-@[-`{-~]$/.test(construct) ? construct[1] : undefined;
}
