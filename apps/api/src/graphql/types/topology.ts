/** `TopologyFrame`: the live picture, as nodes and edges that came, changed and went. */

import { type GraphEdge, type GraphNode, pack } from '@canopy/model';
import type { Builder } from '../builder.ts';
import type { Refs } from '../refs.ts';
import type { RowChanges } from '../subscriptions/frame.ts';
import type { TopologyFrame } from '../subscriptions/topology-view.ts';
import { namespacesIn } from '../words/words.ts';
import { kindsDoc } from './connections.ts';
import { addFrameFields, type FrameTypeRef } from './frame-type.ts';

/** Rows of a frame are counted as one each: how many there are is decided by the graph, not by the query. */
const rows = { field: 1, multiplier: 1 };

export function addTopology(builder: Builder, refs: Refs, frameType: FrameTypeRef): void {
  const frame = topologyFrame(builder, refs);
  addFrameFields(builder, frame, frameType);
  const filter = topologyFilter(builder);
  builder.subscriptionField('topology', (t) =>
    t.field({
      type: frame,
      description: 'The live picture: a snapshot, then what changes. Resumes after `since` where that is still known.',
      args: {
        filter: t.arg({ type: filter, description: 'Narrows the picture.' }),
        since: t.arg.int({ description: 'The last revision that the client has.' }),
      },
      subscribe: (_root, { filter, since }, context) => {
        const { views, viewer, epoch, words, signal } = context;
        const narrowed = {
          gremlin: filter?.gremlin,
          kinds: words.kinds(filter?.types, context),
          namespaces: namespacesIn(filter?.namespaces),
          relationTypes: words.relations(filter?.relationTypes, context),
        };
        return views.topology(viewer, narrowed, since == null ? undefined : epoch.fromWire(since), signal);
      },
      resolve: (row) => row as TopologyFrame,
    }),
  );
}

function topologyFrame(builder: Builder, refs: Refs) {
  return builder.objectRef<TopologyFrame>('TopologyFrame').implement({
    description: 'One step of the live picture.',
    fields: (t) => ({
      nodes: t.field({ type: nodeChanges(builder, refs), description: 'Nodes.', resolve: (row) => row.lists.nodes }),
      edges: t.field({ type: edgeChanges(builder), description: 'Edges.', resolve: (row) => row.lists.edges }),
      packed: t.field({
        type: 'JSON',
        description:
          'The same nodes and edges in columns, a tenth of the bytes: for pictures of hundreds of thousands. docs/packed.md tells how to read it.',
        args: {
          fields: t.arg.stringList({
            description: 'Only these summary fields, in a snapshot of more nodes than `upTo`.',
          }),
          upTo: t.arg.int({ defaultValue: 20_000, description: 'Snapshots of so many nodes tell all summary fields.' }),
        },
        resolve: ({ lists }, { fields, upTo }) =>
          pack(lists, {
            numbering: lists.numbering,
            census: lists.census,
            fields: lists.size !== undefined && lists.size > (upTo ?? 0) ? (fields ?? undefined) : undefined,
          }),
      }),
    }),
  });
}

function topologyFilter(builder: Builder) {
  return builder.inputType('TopologyFilter', {
    description: 'Narrows the picture; all that is given must hold.',
    fields: (t) => ({
      gremlin: t.string({
        description: 'Only what this expression finds: its nodes with the edges between them, or its graph.',
      }),
      types: t.stringList({ description: kindsDoc }),
      namespaces: t.stringList({ description: 'Only in these namespaces; an empty name means cluster-wide ones.' }),
      relationTypes: t.stringList({ description: 'Only these relations.' }),
    }),
  });
}

function nodeChanges(builder: Builder, refs: Refs) {
  const node = topologyNode(builder, refs);
  return builder.objectRef<RowChanges<GraphNode>>('NodeChanges').implement({
    description: 'Nodes of a frame.',
    fields: (t) => ({
      added: t.field({ type: [node], complexity: rows, description: 'New in the picture.', resolve: (c) => c.added }),
      changed: t.field({ type: [node], complexity: rows, description: 'As they are now.', resolve: (c) => c.changed }),
      removed: t.idList({
        description: 'Gone, or no longer in the picture: their ids.',
        resolve: (c) => c.removed.map((row) => row.id),
      }),
    }),
  });
}

function edgeChanges(builder: Builder) {
  const edge = topologyEdge(builder);
  return builder.objectRef<RowChanges<GraphEdge>>('EdgeChanges').implement({
    description: 'Edges of a frame.',
    fields: (t) => ({
      added: t.field({ type: [edge], complexity: rows, description: 'New in the picture.', resolve: (c) => c.added }),
      changed: t.field({ type: [edge], complexity: rows, description: 'As they are now.', resolve: (c) => c.changed }),
      removed: t.idList({
        description: 'Gone, or no longer in the picture: their ids.',
        resolve: (c) => c.removed.map((row) => row.id),
      }),
    }),
  });
}

function topologyNode(builder: Builder, refs: Refs) {
  return builder.objectRef<GraphNode>('TopologyNode').implement({
    description: 'A node of the graph as plain data.',
    fields: (t) => ({
      id: t.exposeID('id', { description: "The node's id in the graph." }),
      cluster: t.exposeString('cluster', { description: 'The cluster that it belongs to.' }),
      manager: t.exposeString('manager', { description: 'Who declares the kind.' }),
      type: t.exposeString('type', { description: 'The kind in lower case.' }),
      namespace: t.exposeString('namespace', { description: 'Empty for what belongs to no namespace.' }),
      name: t.exposeString('name', { description: 'Its name.' }),
      labels: t.expose('labels', { type: 'JSON', description: 'Label to value.' }),
      status: t.field({ type: refs.status, description: 'How it fares.', resolve: (node) => node.status }),
      fields: t.expose('fields', { type: 'JSON', description: 'The summary of its kind.' }),
      revision: t.int({
        description: 'The revision at which it changed last.',
        resolve: (node, _args, { epoch }) => epoch.toWire(node.revision),
      }),
      createdAt: t.exposeFloat('createdAt', { description: 'In milliseconds since the epoch.' }),
      updatedAt: t.exposeFloat('updatedAt', { description: 'In milliseconds since the epoch.' }),
    }),
  });
}

function topologyEdge(builder: Builder) {
  return builder.objectRef<GraphEdge>('TopologyEdge').implement({
    description: 'An edge of the graph as plain data.',
    fields: (t) => ({
      id: t.id({ description: "The edge's id in the graph.", resolve: (edge) => edge.id }),
      from: t.id({ description: 'The node where it starts.', resolve: (edge) => edge.from }),
      to: t.id({ description: 'The node where it ends.', resolve: (edge) => edge.to }),
      relationType: t.exposeString('relationType', { description: 'What it means.' }),
      metadata: t.field({
        type: 'JSON',
        description: 'What else it says, with its reasons.',
        resolve: (edge) => edge.metadata,
      }),
      revision: t.int({
        description: 'The revision at which it changed last.',
        resolve: (edge, _args, { epoch }) => epoch.toWire(edge.revision),
      }),
      createdAt: t.exposeFloat('createdAt', { description: 'In milliseconds since the epoch.' }),
      updatedAt: t.exposeFloat('updatedAt', { description: 'In milliseconds since the epoch.' }),
    }),
  });
}
