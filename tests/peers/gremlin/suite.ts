/**
 * The suite: one traversal a line on the modern graph, or on the one that is named in front (`crew: g.V()`). Where a line
 * holds `{{a ;; b}}` it stands for one traversal with each of them; `#` starts a remark.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from './judge.ts';

export interface Asked extends Question {
  /** Where it is from. */
  readonly source: string;
}

export function suite(folder = join(import.meta.dirname, 'suite')): Asked[] {
  const seen = new Set<string>();
  return globSync('*.txt', { cwd: folder })
    .sort()
    .flatMap((file) => readSuite(readFileSync(join(folder, file), 'utf8'), file.replace(/\.txt$/, '')))
    .filter(({ graph, query }) => !seen.has(`${graph} ${query}`) && seen.add(`${graph} ${query}`));
}

export function readSuite(text: string, source: string): Asked[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [, graph = 'modern', query = ''] = /^(?:(\w+): )?(.*)$/.exec(line)!;
      return expanded(query).map((one) => ({ graph, query: one, source }));
    });
}

function expanded(query: string): string[] {
  const match = /\{\{(.*?)\}\}/.exec(query);
  if (!match) return [query];
  const [before, after] = [query.slice(0, match.index), query.slice(match.index + match[0].length)];
  return match[1]!.split(';;').flatMap((one) => expanded(before + one.trim() + after));
}
