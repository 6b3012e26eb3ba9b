/** `ResourceConnection` and `RelationConnection`: Relay connections with a lazy count. */

import type { GraphNode } from '@canopy/model';
import type { ImplementableObjectRef, InterfaceRef, ObjectRef } from '@pothos/core';
import { type Builder, pageTooLarge, type Types } from '../builder.ts';
import type { Context } from '../context.ts';
import { problem } from '../errors.ts';
import type { Page, Span } from '../page.ts';
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
        description: 'Continue after it with `after:`, before it with `before:`; stays valid while the graph changes.',
      }),
    }),
  });
  ref.implement({
    description: `A page of ${many}; without another order as the graph learned of them.`,
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

export const kindsDoc =
  'Only these kinds, as kubectl takes them: `pod`, `Pods`, `po`, `deployments.apps`; one that there is not is an error.';

type Arguments = Parameters<Parameters<Builder['queryField']>[1]>[0]['arg'];

/** The arguments of every connection. */
export function pageArgs(arg: Arguments) {
  return {
    first: arg.int({ description: 'At most so many, from the start; 100 where `last` is not given either.' }),
    after: arg.string({ description: 'Only what comes after this cursor.' }),
    last: arg.int({ description: 'At most so many, from the end; not together with `first`.' }),
    before: arg.string({ description: 'Only what comes before this cursor.' }),
  };
}

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

const usual = 100;

/** What the arguments ask for, within the limits. */
export function spanOf({ first, after, last, before }: PageArgs, { limits }: Context): Span {
  if (first != null && last != null)
    throw problem('BAD_USER_INPUT', 'Give first or last, not both: no page is both at the start and at the end');
  const [name, size] = last == null ? (['first', first ?? usual] as const) : (['last', last] as const);
  if (size < 0) throw problem('BAD_USER_INPUT', `${name}: ${size} is negative`);
  if (size > limits.pageSize) throw pageTooLarge(size, limits.pageSize);
  return { size, from: name === 'first' ? 'start' : 'end', after, before };
}

/** The cost of a connection: what one row costs, times the rows asked for. */
export const pageComplexity = ({ first, last }: Pick<PageArgs, 'first' | 'last'>) => ({
  field: 1,
  multiplier: Math.max(1, Math.ceil((first ?? last ?? usual) / 10)),
});
