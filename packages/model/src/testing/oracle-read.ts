/** How the oracle reads declarations and selectors: written again, so that a fault in the joins' way cannot hide. */

import type { Status } from '../graph/status.ts';
import type { Kind } from '../kinds/define.ts';
import type { KubeObject, LabelSelector } from '../kinds/object.ts';

/** What a declaration reads of an object; objects may lack anything. */
export function read<T>(of: () => T): T | undefined {
  try {
    return of();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

export function statusOf(kind: Kind, object: unknown): Status {
  return read(() => kind.status(object as KubeObject)) ?? { state: 'UNKNOWN', health: 'unknown', reason: 'Unreadable' };
}

export function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const has = (key: string) => Object.hasOwn(labels, key);
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    if (!has(key) || labels[key] !== value) return false;
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    if (operator === 'In' && !(has(key) && values.includes(labels[key]!))) return false;
    if (operator === 'NotIn' && has(key) && values.includes(labels[key]!)) return false;
    if (operator === 'Exists' && !has(key)) return false;
    if (operator === 'DoesNotExist' && has(key)) return false;
  }
  return true;
}

export function selectorText(selector: LabelSelector): string {
  const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator.toLowerCase()} (${[...values].sort().join(',')})`;
  });
  return [...labels, ...expressions].sort().join(',');
}
