/** `ResourceConnection` and `RelationConnection`: Relay connections with a lazy count. */

import type { GraphNode } from '@canopy/model';
import type { ImplementableObjectRef, InterfaceRef, ObjectRef } from '@pothos/core';
import { type Builder, pageTooLarge, type Types } from '../builder.ts';
import type { Context } from '../context.ts';
import { problem } from '../errors.ts';
import type { Page } from '../page.ts';
import type { Refs, RelationRow } from '../refs.ts';

type Item<T> = ObjectRef<Types, T> | InterfaceRef<Types, T>;

export function addConnections(builder: Builder, refs: Refs): void {
  connection<GraphNode>(builder, refs.resourcePage, refs.resource, 'Resource', 'resources');
  connection<RelationRow>(builder, refs.relationPage, refs.relation, 'Relation', 'relations');
}

function connection<T>(
  builder: Builder,
  ref: ImplementableObjectRef<Types, Page<T>>,
  item: Item<T>,
  one: string,
  many: string,
) {
  const edge = builder.objectRef<Page<T>['edges'][number]>(`${one}Edge`).implement({
    description: `One of the ${many} of a page.`,
    fields: (t) => ({
      node: t.field({ type: item as ObjectRef<Types, T>, description: 'It.', resolve: (row) => row.node as never }),
      cursor: t.exposeString('cursor', {
        description: 'Continue after it with `after:`; stays valid while the graph changes.',
      }),
    }),
  });
  ref.implement({
    description: `A page of ${many}, in the order in which the graph learned of them.`,
    fields: (t) => ({
      edges: t.field({ type: [edge], description: 'Rows with cursors.', resolve: (page) => page.edges }),
      nodes: t.field({
        type: [item as ObjectRef<Types, T>],
        description: `The ${many} without cursors.`,
        resolve: (page) => page.edges.map((row) => row.node) as never,
      }),
      pageInfo: t.field({
        type: builder.pageInfoRef(),
        description: 'Whether and where it goes on.',
        resolve: (page) => page.pageInfo,
      }),
      totalCount: t.int({
        description: 'How many match in all; counted only when asked for.',
        complexity: 10,
        resolve: (page) => page.totalCount(),
      }),
    }),
  });
}

/** `first:` within the limits; the default is the SDL's. */
export function pageSize(first: number | null | undefined, context: Context): number {
  const size = first ?? 100;
  if (size < 0) throw problem('BAD_USER_INPUT', `first: ${size} is negative`);
  if (size > context.limits.pageSize) throw pageTooLarge(size, context.limits.pageSize);
  return size;
}

/** The cost of a connection: what one row costs, times the rows asked for. */
export const pageComplexity = (args: { first?: number | null | undefined }) => ({
  field: 1,
  multiplier: Math.max(1, Math.ceil((args.first ?? 100) / 10)),
});
