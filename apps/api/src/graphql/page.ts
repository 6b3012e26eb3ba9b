/** Pages of a sequence with cursors that stay valid while the graph changes. */

import { problem } from './errors.ts';

export interface Entry<T> {
  /** Identifies the entry within its sequence. */
  readonly id: string;
  readonly item: T;
}

export interface Page<T> {
  readonly edges: readonly { readonly node: T; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counts the whole sequence, only when asked. */
  readonly totalCount: () => number;
}

export interface PageOptions<T> {
  readonly first: number;
  readonly after?: string | null | undefined;
  /** May be run twice: for the page, and for the count. Before filtering, so that a cursor is found again. */
  readonly entries: () => Iterable<Entry<T>>;
  readonly accept: (item: T) => boolean;
}

export function page<T>({ first, after, entries, accept }: PageOptions<T>): Page<T> {
  const from = after === null || after === undefined ? undefined : decodeCursor(after);
  const edges: { node: T; cursor: string }[] = [];
  let hasNextPage = false;
  for (const { id, item, ordinal } of from === undefined ? numbered(entries()) : startingAfter(entries, from)) {
    if (!accept(item)) continue;
    if (edges.length === first) {
      hasNextPage = true;
      break;
    }
    edges.push({ node: item, cursor: encodeCursor({ id, ordinal }) });
  }
  return {
    edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage: from !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: () => {
      let n = 0;
      for (const entry of entries()) if (accept(entry.item)) n++;
      return n;
    },
  };
}

interface Position {
  readonly id: string;
  /** How many entries stood before it. */
  readonly ordinal: number;
}

function* numbered<T>(entries: Iterable<Entry<T>>): Iterable<Entry<T> & Position> {
  let ordinal = 0;
  for (const entry of entries) yield { ...entry, ordinal: ordinal++ };
}

/** After the entry itself, wherever it stands now; where it is gone, from the place at which it stood. */
function* startingAfter<T>(entries: () => Iterable<Entry<T>>, from: Position): Iterable<Entry<T> & Position> {
  let found = false;
  for (const entry of numbered(entries())) {
    if (found) yield entry;
    else if (entry.id === from.id) found = true;
  }
  if (!found) for (const entry of numbered(entries())) if (entry.ordinal >= from.ordinal) yield entry;
}

function encodeCursor({ ordinal, id }: Position): string {
  return Buffer.from(`${ordinal}~${id}`).toString('base64url');
}

function decodeCursor(cursor: string): Position {
  const match = /^(\d+)~(.+)$/s.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw problem('BAD_USER_INPUT', `Not a cursor: ${cursor.slice(0, 80)}`);
  return { ordinal: Number(match[1]), id: match[2]! };
}
