/**
 * Label selectors, compiled once.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */

import type { Labels } from '../graph/node.ts';
import type { LabelSelector } from './object.ts';

export interface Selector {
  /** In kubectl's notation; empty for the selector of everything. Equal texts select the same. */
  readonly text: string;
  matches(labels: Labels): boolean;
  /** `key=value` pairs of which a matching object has at least one; none when no pair is required. */
  readonly pairs: readonly string[];
  /** A key that a matching object has, where no pair is required. */
  readonly key: string | undefined;
}

interface Requirement {
  readonly text: string;
  readonly pairs: readonly string[];
  readonly key: string | undefined;
  readonly test: (labels: Labels) => boolean;
}

export const pairOf = (key: string, value: string): string => `${key}=${value}`;

export function compileSelector(selector: LabelSelector): Selector {
  const requirements = [
    ...Object.entries(selector.matchLabels ?? {}).map(([key, value]) => equals(key, value)),
    ...(selector.matchExpressions ?? []).map((e) => expression(e.key, e.operator, e.values ?? [])),
  ].sort((a, b) => (a.text < b.text ? -1 : 1));
  const withPairs = requirements.filter((r) => r.pairs.length > 0).sort((a, b) => a.pairs.length - b.pairs.length)[0];
  return {
    text: requirements.map((r) => r.text).join(','),
    matches: (labels) => requirements.every((r) => r.test(labels)),
    pairs: withPairs?.pairs ?? [],
    key: withPairs === undefined ? requirements.find((r) => r.key !== undefined)?.key : undefined,
  };
}

function equals(key: string, value: string): Requirement {
  return {
    text: pairOf(key, value),
    pairs: [pairOf(key, value)],
    key,
    test: (labels) => labelOf(labels, key) === value,
  };
}

function expression(key: string, operator: string, values: readonly string[]): Requirement {
  const list = [...values].sort().join(',');
  switch (operator) {
    case 'In':
      return {
        text: `${key} in (${list})`,
        pairs: values.map((value) => pairOf(key, value)),
        key,
        test: (labels) => has(values, labelOf(labels, key)),
      };
    case 'NotIn':
      return {
        text: `${key} notin (${list})`,
        pairs: [],
        key: undefined,
        test: (labels) => !has(values, labelOf(labels, key)),
      };
    case 'Exists':
      return { text: key, pairs: [], key, test: (labels) => labelOf(labels, key) !== undefined };
    case 'DoesNotExist':
      return { text: `!${key}`, pairs: [], key: undefined, test: (labels) => labelOf(labels, key) === undefined };
    default:
      // The API server refuses other operators; whatever this is, it selects nothing.
      return { text: `${key} ${operator} (${list})`, pairs: [], key: undefined, test: () => false };
  }
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function has(values: readonly string[], value: string | undefined): boolean {
  return value !== undefined && values.includes(value);
}
