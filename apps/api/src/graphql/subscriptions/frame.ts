/** Frames: what a subscriber of a live picture gets, and how two of them become one. */

export type FrameType = 'SNAPSHOT' | 'DELTA' | 'RESYNC';

export interface RowChanges<T> {
  readonly added: readonly T[];
  readonly changed: readonly T[];
  /** As they were last. */
  readonly removed: readonly T[];
}

/** Rows by the list that they belong to: nodes and edges of a topology, rows of a query. */
export interface Frame<Lists extends object> {
  readonly type: FrameType;
  readonly since: number;
  readonly revision: number;
  readonly time: number;
  /** False for all frames of a snapshot but the last one. */
  readonly complete: boolean;
  readonly lists: Lists;
}

export const noRows: RowChanges<never> = { added: [], changed: [], removed: [] };

export function hasRows(changes: RowChanges<unknown>): boolean {
  return changes.added.length + changes.changed.length + changes.removed.length > 0;
}

/** Cuts a snapshot's rows into lists of at most `size`; one empty list when there are none. */
export function slices<T>(rows: readonly T[], size: number): (readonly T[])[] {
  if (rows.length <= size) return [rows];
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < rows.length; at += size) parts.push(rows.slice(at, at + size));
  return parts;
}

/** Consecutive changes of one list as one; later ones win, what came and went is not told. */
export function mergeRows<T>(all: readonly RowChanges<T>[], keyOf: (row: T) => string): RowChanges<T> {
  if (all.length === 1) return all[0]!;
  const seen = new Map<string, { existed: boolean; last: T; gone: boolean }>();
  const note = (row: T, existed: boolean, gone: boolean) => {
    const known = seen.get(keyOf(row));
    if (known === undefined) seen.set(keyOf(row), { existed, last: row, gone });
    else {
      known.last = row;
      known.gone = gone;
    }
  };
  for (const { added, changed, removed } of all) {
    for (const row of removed) note(row, true, true);
    for (const row of added) note(row, false, false);
    for (const row of changed) note(row, true, false);
  }
  const result = { added: [] as T[], changed: [] as T[], removed: [] as T[] };
  for (const { existed, last, gone } of seen.values()) {
    if (gone && existed) result.removed.push(last);
    else if (!gone) (existed ? result.changed : result.added).push(last);
  }
  return result;
}
