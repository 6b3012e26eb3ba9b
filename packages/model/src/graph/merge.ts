/** Several deltas as one: what a reader that was away has to know, no more. */

import type { Changes, Delta } from './delta.ts';

interface Seen<T> {
  /** Whether the element existed before the first delta. */
  readonly existed: boolean;
  last: T;
  gone: boolean;
}

function fold<T extends { readonly id: string }>(all: readonly Changes<T>[]): Changes<T> {
  const seen = new Map<string, Seen<T>>();
  const note = (item: T, existed: boolean, gone: boolean) => {
    const known = seen.get(item.id);
    if (known === undefined) seen.set(item.id, { existed, last: item, gone });
    else {
      known.last = item;
      known.gone = gone;
    }
  };
  for (const { added, changed, removed } of all) {
    for (const item of removed) note(item, true, true);
    for (const item of added) note(item, false, false);
    for (const item of changed) note(item, true, false);
  }
  const result: { added: T[]; changed: T[]; removed: T[] } = { added: [], changed: [], removed: [] };
  for (const { existed, last, gone } of seen.values()) {
    if (gone) {
      if (existed) result.removed.push(last);
    } else if (existed) result.changed.push(last);
    else result.added.push(last);
  }
  return result;
}

/** Consecutive deltas, oldest first; at least one. */
export function merge<N extends { readonly id: string }, E extends { readonly id: string }>(
  deltas: readonly Delta<N, E>[],
): Delta<N, E> {
  const first = deltas[0];
  const last = deltas.at(-1);
  if (first === undefined || last === undefined) throw new Error('nothing to merge');
  if (deltas.length === 1) return first;
  return {
    since: first.since,
    revision: last.revision,
    time: last.time,
    nodes: fold(deltas.map((delta) => delta.nodes)),
    edges: fold(deltas.map((delta) => delta.edges)),
  };
}
