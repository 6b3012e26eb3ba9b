import { Graph, type GraphNode } from '@canopy/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Order, orders, resourcePage } from './ordered-page.ts';
import type { Page, Span } from './page.ts';

/** As the specification says it, of the whole list at once: rows before `after` and after `before` do not count. */
function naive(rows: readonly GraphNode[], { size, from, after, before }: Places): Omit<Shown, 'cursors'> {
  const start = after === undefined ? 0 : rows.indexOf(after) + 1;
  const end = Math.max(start, before === undefined ? rows.length : rows.indexOf(before));
  const first = from === 'start' ? start : Math.max(start, end - size);
  const last = from === 'start' ? Math.min(end, start + size) : end;
  return {
    ids: rows.slice(first, last).map(({ id }) => id),
    previous: first > 0,
    next: last < rows.length,
  };
}

interface Places extends Pick<Span, 'size' | 'from'> {
  readonly after?: GraphNode | undefined;
  readonly before?: GraphNode | undefined;
}

interface Shown {
  readonly ids: readonly string[];
  readonly previous: boolean;
  readonly next: boolean;
  readonly cursors: readonly string[];
}

const shown = ({ edges, pageInfo }: Page<GraphNode>): Shown => ({
  ids: edges.map(({ node }) => node.id),
  previous: pageInfo.hasPreviousPage,
  next: pageInfo.hasNextPage,
  cursors: edges.map(({ cursor }) => cursor),
});

const node = fc.record({ name: fc.constantFrom('a', 'b', 'c'), down: fc.boolean(), meant: fc.boolean() });
const order = fc.option(
  fc.record({ by: fc.constantFrom(...(Object.keys(orders) as Order['by'][])), descending: fc.boolean() }),
  { nil: undefined },
);
const place = fc.option(fc.nat(), { nil: undefined });
const span = fc.record({ size: fc.nat(8), from: fc.constantFrom('start', 'end'), after: place, before: place });

function worldOf(nodes: readonly { name: string; down: boolean; meant: boolean }[]): Graph {
  const graph = new Graph({ clock: () => 0 });
  for (const [at, { name, down, meant }] of nodes.entries()) {
    const status = down
      ? ({ state: 'DOWN', health: 'degraded' } as const)
      : ({ state: 'UP', health: 'healthy' } as const);
    const place = { cluster: 'c1', manager: 'k8s', type: 'pod', namespace: meant ? 'yes' : 'no', name };
    graph.put({ id: `p${at}`, ...place, labels: {}, status, fields: {} });
  }
  graph.commit();
  return graph;
}

const accept = ({ namespace }: GraphNode) => namespace === 'yes';

describe('a page', () => {
  test('holds what the specification of Relay says, in any order, from either end, between any cursors', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 20 }), order, span, (nodes, order, { size, from, after, before }) => {
        const { reader } = worldOf(nodes);
        const items = () => reader.nodes();
        const pageOf = (span: Span) => resourcePage({ order, span, items, accept });
        const all = pageOf({ size: 100, from: 'start' }).edges;
        const at = (place: number | undefined) =>
          place === undefined || all.length === 0 ? undefined : all[place % all.length]!;
        const [one, other] = [at(after), at(before)];
        const found = shown(pageOf({ size, from, after: one?.cursor, before: other?.cursor }));
        const rows = all.map(({ node }) => node);
        const { cursors, ...rest } = found;
        expect(rest).toEqual(naive(rows, { size, from, after: one?.node, before: other?.node }));
        expect(cursors).toEqual(all.filter(({ node }) => found.ids.includes(node.id)).map(({ cursor }) => cursor));
      }),
      { numRuns: 500 },
    );
  });

  test('follows on the one before, backwards as forwards, whatever goes meanwhile', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 30 }), order, fc.integer({ min: 1, max: 5 }), (nodes, order, size) => {
        const graph = worldOf(nodes);
        const items = () => graph.reader.nodes();
        const all = resourcePage({ order, span: { size: 100, from: 'start' }, items, accept }).edges;
        const seen: string[] = [];
        let before: string | null = null;
        do {
          const page: Page<GraphNode> = resourcePage({ order, span: { size, from: 'end', before }, items, accept });
          seen.unshift(...page.edges.map(({ node }) => node.id));
          before = page.pageInfo.startCursor;
          expect(page.pageInfo.hasPreviousPage).toBe(seen.length < all.length);
          // What was read goes: the cursor that leads on is that of a row which is no more.
          for (const { node } of page.edges) graph.drop(node.id);
          graph.commit();
        } while (before !== null);
        expect(seen).toEqual(all.map(({ node }) => node.id));
      }),
    );
  });
});
