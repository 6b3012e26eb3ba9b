/**
 * Pages of a sequence, from its start or from its end, with cursors that stay valid while the graph changes:
 * https://relay.dev/graphql/connections.htm. Whether rows come before and after a page is told exactly, either way.
 */

import { problem } from './errors.ts';

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

/** The part that is asked for: at most so many rows between two cursors, the first or the last ones. */
export interface Span {
  readonly size: number;
  readonly from: 'start' | 'end';
  readonly after?: string | null | undefined;
  readonly before?: string | null | undefined;
}

export interface PageOptions<T> {
  readonly span: Span;
  /** May be run several times. Before filtering, so that a cursor is found again. */
  readonly items: () => Iterable<T>;
  /** Identifies an item within its sequence. */
  readonly idOf: (item: T) => string;
  readonly accept: (item: T) => boolean;
}

export function page<T>({ span, items, idOf, accept }: PageOptions<T>): Page<T> {
  const { start, end } = bounds(items, idOf, span);
  const rows = new Rows<Position & { readonly item: T }>(span);
  let hasPreviousPage = false;
  let hasNextPage = false;
  let next = 0;
  for (const item of items()) {
    const ordinal = next++;
    // One row before the page is as good as many.
    if ((ordinal < start && hasPreviousPage) || !accept(item)) continue;
    if (ordinal < start) hasPreviousPage = true;
    else if (ordinal >= end || !rows.take({ id: idOf(item), ordinal, item })) {
      hasNextPage = true;
      break;
    }
  }
  hasPreviousPage ||= rows.dropped;
  const edges = rows.all().map((row) => ({ node: row.item, cursor: encodeCursor(row) }));
  return pageOf(edges, { hasNextPage, hasPreviousPage }, () => count(items, accept));
}

export function pageOf<T>(
  edges: Page<T>['edges'],
  more: Pick<Page<T>['pageInfo'], 'hasNextPage' | 'hasPreviousPage'>,
  totalCount: () => number,
): Page<T> {
  const [startCursor, endCursor] = [edges[0]?.cursor ?? null, edges.at(-1)?.cursor ?? null];
  return { edges, pageInfo: { ...more, startCursor, endCursor }, totalCount };
}

export function count<T>(items: () => Iterable<T>, accept: (item: T) => boolean): number {
  let n = 0;
  for (const item of items()) if (accept(item)) n++;
  return n;
}

/** The first rows that it is given, or the last ones: those in a ring, as there may be very many before them. */
class Rows<Row> {
  readonly #span: Span;
  readonly #kept: Row[] = [];
  #taken = 0;

  constructor(span: Span) {
    this.#span = span;
  }

  /** Rows came before those that are kept. */
  get dropped(): boolean {
    return this.#taken > this.#kept.length;
  }

  /** False when there is no place for it, nor for any that follows. */
  take(row: Row): boolean {
    const { size, from } = this.#span;
    if (from === 'start' && this.#taken === size) return false;
    if (size > 0) this.#kept[this.#taken % size] = row;
    this.#taken++;
    return true;
  }

  all(): readonly Row[] {
    if (!this.dropped) return this.#kept;
    const oldest = this.#taken % this.#kept.length;
    return [...this.#kept.slice(oldest), ...this.#kept.slice(0, oldest)];
  }
}

interface Position {
  readonly id: string;
  /** How many items stood before it. */
  readonly ordinal: number;
}

/**
 * The ordinals between which the page lies. A cursor is found by its item, wherever that stands now; where it is gone, by
 * the place at which it stood.
 */
function bounds<T>(items: () => Iterable<T>, idOf: (item: T) => string, span: Span): { start: number; end: number } {
  const [after, before] = [span.after, span.before].map((cursor) =>
    cursor == null ? undefined : decodeCursor(cursor),
  );
  const placeOf = (position: Position | undefined): number | undefined => {
    if (position === undefined) return undefined;
    let ordinal = 0;
    for (const item of items()) {
      if (idOf(item) === position.id) return ordinal;
      ordinal++;
    }
    return undefined;
  };
  const [afterAt, beforeAt] = [placeOf(after), placeOf(before)];
  const start = after === undefined ? 0 : (afterAt ?? after.ordinal - 1) + 1;
  const end = before === undefined ? Number.POSITIVE_INFINITY : (beforeAt ?? before.ordinal);
  return { start, end };
}

function encodeCursor({ ordinal, id }: Position): string {
  return Buffer.from(`${ordinal}~${id}`).toString('base64url');
}

function decodeCursor(cursor: string): Position {
  const match = /^(\d+)~(.+)$/s.exec(Buffer.from(cursor, 'base64url').toString());
  if (match === null) throw problem('BAD_USER_INPUT', `Not a cursor: ${cursor.slice(0, 80)}`);
  return { ordinal: Number(match[1]), id: match[2]! };
}
