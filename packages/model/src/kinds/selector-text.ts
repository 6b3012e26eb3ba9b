/** Label selectors in kubectl's notation: `app=web,tier in (a,b),!legacy`. */

import type { LabelSelector } from './object.ts';

/** Sorted by key, so that equal selectors read alike; empty for one that selects everything. */
export function printSelector({ matchLabels, matchExpressions }: LabelSelector): string {
  const terms = Object.entries(matchLabels ?? {}).map(([key, value]): [string, string] => [key, `${key}=${value}`]);
  for (const { key, operator, values } of matchExpressions ?? []) {
    const list = [...(values ?? [])].sort().join(',');
    if (operator === 'In') terms.push([key, `${key} in (${list})`]);
    else if (operator === 'NotIn') terms.push([key, `${key} notin (${list})`]);
    else terms.push([key, operator === 'Exists' ? key : `!${key}`]);
  }
  return terms
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, text]) => text)
    .join(',');
}
