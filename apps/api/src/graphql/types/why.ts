/** `Why`: the edges between two resources in words, or what keeps them apart. */

import type { GraphEdge, GraphNode } from '@canopy/model';
import { type EdgeMiss, inWords, locate, type Side, whyNot } from '@canopy/model/insight';
import type { KubeObject } from '@canopy/model/kinds';
import type { Builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { answering } from '../insight.ts';
import type { Refs, RelationRow } from '../refs.ts';

interface Why {
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly rows: readonly RelationRow[];
  readonly misses: readonly EdgeMiss[];
}

const thing = 'As `service/shop/web`, `shop/web`, a name that only one thing has, or the id of a node.';

export function addWhy(builder: Builder, refs: Refs): void {
  builder.queryField('why', (t) =>
    t.field({
      type: whyType(builder, refs),
      description: 'Why two resources are related, or why they are not.',
      complexity: 50,
      args: {
        from: t.arg.string({ required: true, description: thing }),
        to: t.arg.string({ required: true, description: thing }),
      },
      resolve: (_root, { from, to }, context) => answer(context, from, to),
    }),
  );
}

function whyType(builder: Builder, refs: Refs) {
  return builder.objectRef<Why>('Why').implement({
    description: 'The edges between two resources in words, or what keeps them apart.',
    fields: (t) => ({
      from: t.expose('from', { type: refs.resource, description: 'The one.' }),
      to: t.expose('to', { type: refs.resource, description: 'The other.' }),
      edges: t.field({
        type: [edgeType(builder, refs)],
        description: 'The edges between them, either way.',
        resolve: ({ rows }) => [...rows],
      }),
      misses: t.field({
        type: [missType(builder)],
        description: 'Where there is no edge: what would make one, the nearest first.',
        resolve: ({ misses }) => [...misses],
      }),
    }),
  });
}

function edgeType(builder: Builder, refs: Refs) {
  return builder.objectRef<RelationRow>('EdgeInWords').implement({
    description: 'An edge, and where it is declared, in words.',
    fields: (t) => ({
      relation: t.field({ type: refs.relation, description: 'The edge.', resolve: (row) => row }),
      words: t.field({
        type: ['String'],
        description: 'One sentence for each declaration.',
        resolve: ({ edge }, _args, { reader }) => [...inWords(reader, edge)],
      }),
    }),
  });
}

function missType(builder: Builder) {
  return builder.objectRef<EdgeMiss>('EdgeMiss').implement({
    description: 'A declaration that could have made an edge, and what it lacks.',
    fields: (t) => ({
      relation: t.exposeString('relation', { description: 'The edge that would be there.' }),
      path: t.exposeString('path', { description: 'Where it would be declared.' }),
      differences: t.field({
        type: ['String'],
        description: 'What is otherwise: `label app=web differs (it is db)`.',
        resolve: ({ differences }) => [...differences],
      }),
    }),
  });
}

async function answer(context: Context, fromText: string, toText: string): Promise<Why> {
  const { reader } = context;
  const [from, to] = answering(() => [locate(reader, fromText), locate(reader, toText)] as const);
  const rows = [
    ...edgesBetween(reader.outEdges(from.id), to.id, 'OUT'),
    ...edgesBetween(reader.inEdges(from.id), to.id, 'IN'),
  ];
  const misses = rows.length > 0 ? [] : whyNot(reader, await side(context, from), await side(context, to));
  return { from, to, rows, misses };
}

function edgesBetween(edges: Iterable<GraphEdge>, other: string, direction: 'OUT' | 'IN'): readonly RelationRow[] {
  return [...edges]
    .filter((edge) => (direction === 'OUT' ? edge.to : edge.from) === other)
    .map((edge) => ({ edge, direction }));
}

async function side({ insight, probe }: Context, node: GraphNode): Promise<Side> {
  const object = await probe.extra(node.id).catch(() => undefined);
  return { node, kind: insight.kindOf(node), object: object as KubeObject | undefined };
}
