/** Helps to write a query: what to suggest for the beginning of one, and where a fault is. */

import type { Preset } from '../graph/presets.ts';
import type { QueryProblem } from '../wire/frames.ts';

export interface Choice extends Preset {
  /** A favourite of the viewer. */
  readonly own: boolean;
}

/** All while nothing was typed since the last query; else those whose name or query contains what was. */
export function suggest(
  text: string,
  applied: string,
  presets: readonly Preset[],
  favourites: readonly Preset[],
): readonly Choice[] {
  const own = new Set(favourites.map(({ name }) => name));
  const all: Choice[] = [
    ...favourites.map((favourite) => ({ ...favourite, own: true })),
    ...presets.filter(({ name }) => !own.has(name)).map((preset) => ({ ...preset, own: false })),
  ];
  const typed = text.trim().toLowerCase();
  if (typed === '' || text === applied) return all;
  return all.filter(({ name, query }) => name.toLowerCase().includes(typed) || query.toLowerCase().startsWith(typed));
}

export interface Caret {
  readonly before: string;
  /** The characters in question; a space where the text ended too soon. */
  readonly at: string;
  readonly after: string;
  /** Blanks, and signs under the characters in question. */
  readonly pointer: string;
}

/** `undefined` where the fault has no place. */
export function caretOf(text: string, { offset, length }: QueryProblem): Caret | undefined {
  if (offset === undefined) return undefined;
  const from = Math.min(Math.max(0, offset), text.length);
  const to = Math.min(text.length, from + Math.max(1, length ?? 1));
  return {
    before: text.slice(0, from),
    at: text.slice(from, to) || ' ',
    after: text.slice(to),
    pointer: `${' '.repeat(from)}${'^'.repeat(Math.max(1, to - from))}`,
  };
}
