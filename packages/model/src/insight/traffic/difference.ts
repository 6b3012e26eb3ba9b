/** What keeps two things apart, in words: for the nearest miss of a denial, and of an edge that is not there. */

import type { Labels } from '../../graph/node.ts';
import type { LabelExpression, LabelSelector } from '../../kinds/object.ts';

/** One line for each requirement that the labels do not meet: `label app=details differs (it is web)`. */
export function labelDifferences(selector: LabelSelector, labels: Labels, what = 'label'): readonly string[] {
  const pairs = Object.entries(selector.matchLabels ?? {}).map(([key, value]) =>
    Object.hasOwn(labels, key)
      ? labels[key] === value
        ? undefined
        : `${what} ${key}=${value} differs (it is ${labels[key]})`
      : `${what} ${key}=${value} is missing`,
  );
  const expressions = (selector.matchExpressions ?? []).map((expression) => unmet(expression, labels, what));
  return [...pairs, ...expressions].filter((line) => line !== undefined);
}

function unmet({ key, operator, values = [] }: LabelExpression, labels: Labels, what: string): string | undefined {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  const list = values.join(', ');
  switch (operator) {
    case 'In':
      if (value === undefined) return `${what} ${key} is missing (${list} wanted)`;
      return values.includes(value) ? undefined : `${what} ${key}=${value} is not one of ${list}`;
    case 'NotIn':
      return value !== undefined && values.includes(value) ? `${what} ${key}=${value} is one of ${list}` : undefined;
    case 'Exists':
      return value === undefined ? `${what} ${key} is missing` : undefined;
    case 'DoesNotExist':
      return value === undefined ? undefined : `${what} ${key} is there (${value})`;
    default:
      return `${operator} is no operator of selectors`;
  }
}
