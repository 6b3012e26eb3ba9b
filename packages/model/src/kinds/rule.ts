/** Links that users declare for custom resources, in the words of the YAML file that they write. */

import type { Path } from './path.ts';

interface RuleFacts {
  /** Keys of kinds: `pod`, or `type.group` for a custom resource. */
  readonly from: string;
  readonly to: string;
  readonly relation?: string;
  readonly direction: 'out' | 'in';
  readonly field?: string;
  readonly inverse?: string;
  readonly doc?: string;
  /** Where the name, the selector or the value stands. */
  readonly path: Path;
}

/** The value at `path` is a name, or an object with `name` and perhaps `namespace`, `kind` and `apiVersion`. */
export interface NameRule extends RuleFacts {
  readonly join: 'name';
  /** Where the target's namespace stands; the holder's own where it is absent. */
  readonly namespace?: Path;
  /** Absence of the target is no trouble. */
  readonly optional: boolean;
}

/** The value at `path` is a label selector, or a plain map of labels. */
export interface SelectorRule extends RuleFacts {
  readonly join: 'selector';
  readonly namespaces: 'own' | 'all';
}

/** The value at `path` equals one that the target offers under `index`. */
export interface FieldRule extends RuleFacts {
  readonly join: 'field';
  readonly index: string;
}

export type LinkRule = NameRule | SelectorRule | FieldRule;

/** What is wrong in a rules file, and where. */
export interface RuleProblem {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `links.yaml:3:5: there is no kind pood; did you mean pod?` */
export function printProblem({ line, column, message }: RuleProblem, file = 'rules'): string {
  return `${file}:${line}:${column}: ${message}`;
}
