/** `GremlinResult` and `GremlinFrame`: what an expression finds, once and standing. */

import type { GraphEdge, GraphNode } from '@canopy/model';
import type { Builder } from '../builder.ts';
import { problem } from '../errors.ts';
import { elementsOf, kindOfResult, type Result, restRows } from '../gremlin.ts';
import type { Refs, RelationRow } from '../refs.ts';
import type { QueryFrame } from '../subscriptions/gremlin-views.ts';
import { addFrameFields, type FrameTypeRef } from './frame-type.ts';

interface Answer {
  readonly query: string;
  readonly result: Result;
  readonly tookMs: number;
  readonly revision: number;
}

export function addGremlin(builder: Builder, refs: Refs, frameType: FrameTypeRef): void {
  const kind = addKind(builder);
  builder.queryField('gremlin', (t) =>
    t.field({
      type: resultType(builder, refs, kind),
      description: 'Runs a Gremlin expression, in the Skydive dialect (`G.V()…`) or as TinkerPop spells it (`g.V()…`).',
      complexity: 50,
      args: {
        query: t.arg.string({ required: true, description: 'The expression.' }),
        at: t.arg.string({ description: 'Another time than now.' }),
      },
      resolve: async (_root, { query, at }, { reader, gremlin, signal }) => {
        if (at) throw problem('NOT_AVAILABLE', 'No history is kept: leave out `at`');
        const start = performance.now();
        const result = await gremlin.run(reader, query, signal);
        return { query, result, tookMs: performance.now() - start, revision: reader.revision };
      },
    }),
  );
  addStanding(builder, kind, frameType);
}

type KindRef = ReturnType<typeof addKind>;

function resultType(builder: Builder, refs: Refs, kind: KindRef) {
  return builder.objectRef<Answer>('GremlinResult').implement({
    description: 'What an expression found.',
    fields: (t) => ({
      kind: t.field({ type: kind, description: 'What the rows are.', resolve: ({ result }) => kindOfResult(result) }),
      rows: t.field({
        type: ['JSON'],
        description: 'Exactly what `POST /api/topology` answers; a scalar is one row.',
        resolve: ({ result }) => [...restRows(result)],
      }),
      nodes: t.field({
        type: [refs.resource],
        description: 'The nodes among the rows, typed.',
        resolve: ({ result }) => elementsOf(result).nodes as GraphNode[],
      }),
      edges: t.field({
        type: [refs.relation],
        description: 'The edges among the rows, typed.',
        resolve: ({ result }) =>
          elementsOf(result).edges.map((edge): RelationRow => ({ edge: edge as GraphEdge, direction: 'OUT' })),
      }),
      count: t.int({ description: 'How many rows.', resolve: ({ result }) => restRows(result).length }),
      tookMs: t.float({ description: 'How long it ran, in milliseconds.', resolve: ({ tookMs }) => tookMs }),
      plan: t.string({
        description: 'How it was answered: the steps as written, the rules that changed them, and the plan that ran.',
        complexity: 10,
        resolve: ({ query }, _args, { gremlin }) => gremlin.plan(query),
      }),
      revision: t.int({
        description: 'The revision of the graph that it saw.',
        resolve: ({ revision }, _args, { epoch }) => epoch.toWire(revision),
      }),
    }),
  });
}

function addKind(builder: Builder) {
  return builder.enumType('GremlinKind', {
    description: 'What the rows of a result are.',
    values: {
      NODES: { description: 'Nodes.' },
      EDGES: { description: 'Edges.' },
      GRAPH: { description: 'One row with nodes and edges.' },
      PATHS: { description: 'Lists of nodes.' },
      VALUES: { description: 'Values.' },
      SCALAR: { description: 'One value.' },
    } as const,
  });
}

function addStanding(builder: Builder, kind: KindRef, frameType: FrameTypeRef): void {
  const frame = frameOf(builder, kind);
  addFrameFields(builder, frame, frameType);
  builder.subscriptionField('gremlin', (t) =>
    t.field({
      type: frame,
      description: 'A standing query: what it finds now, then the rows that come, change and go.',
      complexity: 50,
      args: {
        query: t.arg.string({ required: true, description: 'The expression.' }),
        since: t.arg.int({ description: 'The last revision that the client has.' }),
      },
      subscribe: (_root, { query, since }, { views, viewer, epoch, signal }) =>
        views.gremlin(viewer, query, since == null ? undefined : epoch.fromWire(since), signal),
      resolve: (row) => row as QueryFrame,
    }),
  );
}

function frameOf(builder: Builder, kind: KindRef) {
  const rows = { field: 1, multiplier: 1 };
  return builder.objectRef<QueryFrame>('GremlinFrame').implement({
    description: 'One step of a standing query.',
    fields: (t) => ({
      kind: t.field({ type: kind, description: 'What the rows are.', resolve: ({ lists }) => lists.kind() }),
      added: t.field({
        type: ['JSON'],
        complexity: rows,
        description: 'Rows that came.',
        resolve: ({ lists }) => lists.rows.added.map((row) => row.json()),
      }),
      changed: t.field({
        type: ['JSON'],
        complexity: rows,
        description: 'Rows that are different now, as they are now.',
        resolve: ({ lists }) => lists.rows.changed.map((row) => row.json()),
      }),
      removed: t.field({
        type: ['JSON'],
        complexity: rows,
        description: 'Rows that went, as they were last.',
        resolve: ({ lists }) => lists.rows.removed.map((row) => row.json()),
      }),
    }),
  });
}
