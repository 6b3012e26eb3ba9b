/** `Relation`: an edge of the graph, with its reasons. */

import type { GraphNode } from '@canopy/model';
import type { Context } from '../context.ts';
import { problem } from '../errors.ts';
import type { Refs } from '../refs.ts';

export function addRelation(refs: Refs): void {
  refs.relation.implement({
    description: 'An edge between two resources, and where it is declared.',
    fields: (t) => ({
      id: t.id({ description: "The edge's id in the graph.", resolve: ({ edge }) => edge.id }),
      relationType: t.string({
        description: 'What it means; as a rule the type of the resource where it starts.',
        resolve: ({ edge }) => edge.relationType,
      }),
      direction: t.expose('direction', {
        type: refs.direction,
        description: 'Which way it runs, as seen from the resource that was asked.',
      }),
      metadata: t.field({
        type: 'JSON',
        description: 'Everything that a query can ask for.',
        resolve: ({ edge }) => edge.metadata,
      }),
      why: t.field({
        type: ['JSON'],
        description:
          'Where it is declared: field path, key, selector, owner reference; several when it is said several times.',
        resolve: ({ edge }) => [...(edge.metadata.Why ?? [])],
      }),
      from: t.field({
        type: refs.resource,
        description: 'Where it starts.',
        resolve: ({ edge }, _args, context) => end(context, edge.from),
      }),
      to: t.field({
        type: refs.resource,
        description: 'Where it ends.',
        resolve: ({ edge }, _args, context) => end(context, edge.to),
      }),
      revision: t.int({
        description: 'The revision of the graph at which it changed last.',
        resolve: ({ edge }, _args, { epoch }) => epoch.toWire(edge.revision),
      }),
    }),
  });
}

function end({ reader }: Context, id: string): GraphNode {
  const node = reader.node(id);
  if (node === undefined) throw problem('NOT_AVAILABLE', 'This end of the edge is gone');
  return node;
}
