/** The user's own link rules, from a YAML file, added to the kinds that they speak of. */

import { readFileSync } from 'node:fs';
import { type Kind, type LinkRule, parseRules, printProblem, withRules } from '@canopy/model/kinds';
import { ConfigProblem } from '../config.ts';

export interface RuledKinds {
  readonly kinds: readonly Kind[];
  /** All rules, for kinds that are found later. */
  readonly rules: readonly LinkRule[];
}

/** Throws a `ConfigProblem` with a line for each fault of the file. */
export function readRules(file: string | undefined, kinds: readonly Kind[]): RuledKinds {
  if (file === undefined) return { kinds, rules: [] };
  const { rules, problems } = parseRules(textOf(file), kinds);
  if (problems.length > 0) throw new ConfigProblem(problems.map((problem) => printProblem(problem, file)).join('\n'));
  return { kinds: withRules(kinds, rules).kinds, rules };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigProblem(`cannot read the rules ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
