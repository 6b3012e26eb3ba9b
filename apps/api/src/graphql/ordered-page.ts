/** Pages of resources in an order that clients choose: cursors name a place in the order, whatever the graph does. */

import type { GraphNode } from '@canopy/model';
import { problem } from './errors.ts';
import { type Page, type PageOptions, page } from './page.ts';

type Key = string | number;

/** What rows are ordered by; rows with equal keys stand in the order of their ids. */
export const orders = {
  NAME: (node: GraphNode): Key => node.name,
  NAMESPACE: (node: GraphNode): Key => `${node.namespace}\u0000${node.name}`,
  TYPE: (node: GraphNode): Key => `${node.type}\u0000${node.namespace}\u0000${node.name}`,
  STATE: (node: GraphNode): Key => ['DOWN', 'UNKNOWN', 'UP'].indexOf(node.status.state),
  CREATED_AT: (node: GraphNode): Key => node.createdAt,
  UPDATED_AT: (node: GraphNode): Key => node.updatedAt,
};

export interface Order {
  readonly by: keyof typeof orders;
  readonly descending?: boolean | null | undefined;
}

interface Row {
  readonly node: GraphNode;
  readonly key: Key;
  readonly id: string;
}

/** Without an order: as the graph learned of them. */
export function resourcePage(
  options: PageOptions<GraphNode> & { readonly order?: Order | null | undefined },
): Page<GraphNode> {
  const { order, first, after, entries, accept } = options;
  if (!order) return page(options);
  const { by, descending } = order;
  const sign = descending ? -1 : 1;
  const compare = (a: Omit<Row, 'node'>, b: Omit<Row, 'node'>): number =>
    sign * (less(a.key, b.key) || less(a.id, b.id));
  const from = after ? decode(after, by) : undefined;
  let rows: Row[] = [];
  const keep = () => {
    rows = rows.sort(compare).slice(0, first + 1);
  };
  for (const { id, item } of entries()) {
    if (!accept(item)) continue;
    const row = { node: item, key: orders[by](item), id };
    if (from !== undefined && compare(row, from) <= 0) continue;
    rows.push(row);
    // Never more than what two pages hold: sorting the whole graph for a page of it would cost too much.
    if (rows.length > 2 * first + 1_000) keep();
  }
  keep();
  const shown = rows.slice(0, first).map(({ node, key, id }) => ({ node, cursor: encode(by, key, id) }));
  return {
    edges: shown,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: from !== undefined,
      startCursor: shown[0]?.cursor ?? null,
      endCursor: shown.at(-1)?.cursor ?? null,
    },
    totalCount: () => {
      let n = 0;
      for (const { item } of entries()) if (accept(item)) n++;
      return n;
    },
  };
}

function less(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function encode(by: string, key: Key, id: string): string {
  return Buffer.from(JSON.stringify([by, key, id])).toString('base64url');
}

function decode(cursor: string, by: string): Omit<Row, 'node'> {
  try {
    const parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(parsed) && parsed[0] === by && parsed.length === 3)
      return { key: parsed[1], id: String(parsed[2]) };
  } catch {
    // Told below.
  }
  throw problem('BAD_USER_INPUT', `Not a cursor of the order ${by}: ${cursor.slice(0, 80)}`);
}
