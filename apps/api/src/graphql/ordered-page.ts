/** Pages of resources in an order that clients choose: cursors name a place in the order, whatever the graph does. */

import type { GraphNode } from '@canopy/model';
import { problem } from './errors.ts';
import { count, type Page, type PageOptions, page, pageOf } from './page.ts';

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

interface Place {
  readonly key: Key;
  readonly id: string;
}

interface Row extends Place {
  readonly node: GraphNode;
}

/** Without an order: as the graph learned of them. */
export function resourcePage(
  options: Omit<PageOptions<GraphNode>, 'idOf'> & { readonly order?: Order | null | undefined },
): Page<GraphNode> {
  const { order, span, items, accept } = options;
  if (!order) return page({ ...options, idOf });
  const { by, descending } = order;
  const { size } = span;
  const compare = (a: Place, b: Place): number => (descending ? -1 : 1) * (less(a.key, b.key) || less(a.id, b.id));
  const [after, before] = [span.after, span.before].map((cursor) => (cursor == null ? undefined : decode(cursor, by)));
  const nearest = span.from === 'start' ? compare : (a: Place, b: Place) => compare(b, a);
  let [hasPreviousPage, hasNextPage] = [false, false];
  let rows: Row[] = [];
  for (const node of items()) {
    if (!accept(node)) continue;
    const row = { node, key: orders[by](node), id: node.id };
    if (after !== undefined && compare(row, after) <= 0) hasPreviousPage = true;
    else if (before !== undefined && compare(row, before) >= 0) hasNextPage = true;
    else rows.push(row);
    // Never more than what two pages hold: sorting the whole graph for a page of it would cost too much.
    if (rows.length > 2 * size + 1_000) rows = rows.sort(nearest).slice(0, size + 1);
  }
  rows.sort(nearest);
  if (rows.length > size) {
    if (span.from === 'start') hasNextPage = true;
    else hasPreviousPage = true;
  }
  const shown = rows.slice(0, size);
  if (span.from === 'end') shown.reverse();
  const edges = shown.map(({ node, key, id }) => ({ node, cursor: encode(by, key, id) }));
  return pageOf(edges, { hasNextPage, hasPreviousPage }, () => count(items, accept));
}

const idOf = ({ id }: GraphNode): string => id;

function less(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function encode(by: string, key: Key, id: string): string {
  return Buffer.from(JSON.stringify([by, key, id])).toString('base64url');
}

function decode(cursor: string, by: string): Place {
  try {
    const [order, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as readonly unknown[];
    const isKey = typeof key === 'string' || typeof key === 'number';
    if (order === by && isKey && typeof id === 'string') return { key, id };
  } catch {
    // Told below.
  }
  throw problem('BAD_USER_INPUT', `Not a cursor of the order ${by}: ${cursor.slice(0, 80)}`);
}
