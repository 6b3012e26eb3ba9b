/** `Resource`: what every node of the graph has, whatever its kind. */

import type { GraphNode, Reader } from '@canopy/model';
import type { Builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { problem } from '../errors.ts';
import type { KindNames } from '../kind-names.ts';
import { page } from '../page.ts';
import type { Refs, RelationRow } from '../refs.ts';
import { pageArgs, pageComplexity, spanOf } from './connections.ts';

const ownership = 'ownership';

export function addResource(builder: Builder, refs: Refs, names: KindNames): void {
  refs.resource.implement({
    description:
      'A node of the graph: one object of the cluster, a part of one, or a place that a reference points to.',
    interfaces: [builder.nodeInterfaceRef()],
    resolveType: (node) => names.typeOfNode(node),
    fields: (t) => ({
      id: t.globalID({
        description: 'Unique over all types; opaque.',
        resolve: (node) => ({ type: names.typeOfNode(node), id: node.id }),
      }),
      uid: t.exposeString('id', {
        description: "The node's id in the graph, what Gremlin calls `ID`: the object's UID.",
      }),
      cluster: t.exposeString('cluster', { description: 'The cluster that it belongs to.' }),
      manager: t.exposeString('manager', { description: 'Who declares the kind: `k8s`, `istio`.' }),
      type: t.exposeString('type', { description: 'The kind in lower case, as in queries: `pod`.' }),
      namespace: t.exposeString('namespace', { description: 'Empty for what belongs to no namespace.' }),
      name: t.exposeString('name', { description: 'Its name.' }),
      labels: t.expose('labels', { type: 'JSON', description: 'Label to value; flat, keys with dots stay whole.' }),
      status: t.field({ type: refs.status, description: 'How it fares, and why.', resolve: (node) => node.status }),
      fields: t.expose('fields', { type: 'JSON', description: 'The summary of its kind, as `Metadata.K8s` shows it.' }),
      metadata: t.expose('metadata', { type: 'JSON', description: 'Everything that a query can ask for.' }),
      extra: t.loadable({
        type: 'JSON',
        nullable: true,
        byPath: true,
        complexity: 20,
        description: 'The whole API object behind it, without the values of secrets; null where there is none.',
        load: (ids: string[], context) => Promise.all(ids.map((id) => extraOf(context, id))),
        resolve: (node) => node.id,
      }),
      revision: t.int({
        description: 'The revision of the graph at which it changed last.',
        resolve: (node, _args, { epoch }) => epoch.toWire(node.revision),
      }),
      createdAt: t.exposeFloat('createdAt', { description: 'In milliseconds since the epoch.' }),
      updatedAt: t.exposeFloat('updatedAt', { description: 'In milliseconds since the epoch.' }),
    }),
  });
  addFamily(builder, refs);
  addRelations(builder, refs);
}

/** What it belongs to, and what belongs to it. */
function addFamily(builder: Builder, refs: Refs): void {
  builder.interfaceFields(refs.resource, (t) => ({
    owner: t.field({
      type: refs.resource,
      nullable: true,
      description: 'What it belongs to: its controller, else what contains it.',
      resolve: (node, _args, { reader }) => ownerOf(reader, node) ?? null,
    }),
    owned: t.field({
      type: refs.resourcePage,
      description: 'What belongs to it.',
      args: pageArgs(t.arg),
      complexity: pageComplexity,
      resolve: (node, args, context) =>
        page({
          span: spanOf(args, context),
          items: () => ownedBy(context.reader, node),
          idOf: ({ id }) => id,
          accept: () => true,
        }),
    }),
  }));
}

/** What it is connected with. */
function addRelations(builder: Builder, refs: Refs): void {
  builder.interfaceFields(refs.resource, (t) => ({
    hiddenNeighbours: t.int({
      description: 'How many things it is connected with that the viewer may not see; nothing else is told of them.',
      complexity: 10,
      resolve: (node, _args, { hiddenAround }) => hiddenAround(node.id),
    }),
    relations: t.field({
      type: refs.relationPage,
      description: 'Its edges, whatever they mean.',
      args: {
        direction: t.arg({ type: refs.direction, defaultValue: 'BOTH', description: 'Which way they run.' }),
        relationType: t.arg.stringList({ description: 'Only these relations.' }),
        type: t.arg.stringList({ description: 'Only those that lead to these kinds.' }),
        ...pageArgs(t.arg),
      },
      complexity: pageComplexity,
      resolve: (node, args, context) => {
        const relations = context.words.relations(args.relationType, context);
        const kinds = context.words.kinds(args.type, context);
        return page({
          span: spanOf(args, context),
          items: () => relationsOf(context.reader, node, args.direction ?? 'BOTH'),
          // An edge of a node to itself is there both ways.
          idOf: ({ edge, direction }) => `${direction === 'OUT' ? '>' : '<'}${edge.id}`,
          accept: ({ edge, direction }) => {
            if (relations !== undefined && !relations.includes(edge.relationType)) return false;
            const other = context.reader.node(direction === 'OUT' ? edge.to : edge.from);
            return other !== undefined && (kinds === undefined || kinds.has(other));
          },
        });
      },
    }),
  }));
}

async function extraOf({ probe }: Context, id: string): Promise<object | null | Error> {
  try {
    return (await probe.extra(id)) ?? null;
  } catch {
    return problem('NOT_AVAILABLE', 'The object is not at hand, and its cluster cannot be asked at the moment');
  }
}

/** The controller where there is one, else the containing resource. */
function ownerOf(reader: Reader, node: GraphNode): GraphNode | undefined {
  let container: GraphNode | undefined;
  for (const edge of reader.inEdges(node.id)) {
    const parent = reader.node(edge.from);
    if (parent === undefined) continue;
    if (controls(edge)) return parent;
    if (edge.relationType === ownership) container ??= parent;
  }
  return container;
}

function* ownedBy(reader: Reader, node: GraphNode): Iterable<GraphNode> {
  const seen = new Set<string>();
  for (const edge of reader.outEdges(node.id)) {
    if (edge.relationType !== ownership && !controls(edge)) continue;
    const child = reader.node(edge.to);
    if (child === undefined || seen.has(child.id)) continue;
    seen.add(child.id);
    yield child;
  }
}

/** Edges made from ownerReferences say so in their provenance. */
function controls(edge: { readonly metadata: { readonly Why?: readonly { readonly Path?: string }[] } }): boolean {
  return edge.metadata.Why?.some((why) => why.Path?.startsWith('metadata.ownerReferences') === true) ?? false;
}

function* relationsOf(reader: Reader, node: GraphNode, direction: 'OUT' | 'IN' | 'BOTH'): Iterable<RelationRow> {
  if (direction !== 'IN') for (const edge of reader.outEdges(node.id)) yield { edge, direction: 'OUT' };
  if (direction !== 'OUT') for (const edge of reader.inEdges(node.id)) yield { edge, direction: 'IN' };
}
