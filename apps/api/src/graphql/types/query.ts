/** The root fields that read resources: `resource`, `resources`, `cluster`. */

import type { GraphNode, Reader } from '@canopy/model';
import type { Builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { resourcePage } from '../ordered-page.ts';
import type { Refs } from '../refs.ts';
import type { KindSet } from '../words/kind-set.ts';
import { namespacesIn } from '../words/words.ts';
import { kindsDoc, pageArgs, pageComplexity, spanOf } from './connections.ts';
import { accepts, filterOf, type KindRefs, staleDoc } from './kind-objects.ts';

const kindDoc = 'As kubectl takes it: `pod`, `po`, `deployments.apps`; a kind that there is not is an error.';

export function addQuery(builder: Builder, refs: Refs, kinds: KindRefs): void {
  builder.queryType({ description: 'Reads of the graph as it is now.' });
  addOne(builder, refs);
  addMany(builder, refs);
  addCluster(builder, refs, kinds);
}

function addOne(builder: Builder, refs: Refs): void {
  builder.queryField('resource', (t) =>
    t.field({
      type: refs.resource,
      nullable: true,
      description: 'One resource by what it is called; null when there is none, or it is hidden.',
      args: {
        kind: t.arg.string({ required: true, description: kindDoc }),
        namespace: t.arg.string({ description: 'Left out for cluster-wide kinds.' }),
        name: t.arg.string({ required: true, description: 'Its name.' }),
        cluster: t.arg.string({ description: 'Needed only where several clusters are shown.' }),
      },
      resolve: (_root, args, context) => {
        const kinds = context.words.kinds([args.kind], context)!;
        const [namespace = ''] = namespacesIn(args.namespace == null ? [] : [args.namespace]) ?? [];
        return findOne(context.reader, kinds, { namespace, name: args.name, cluster: args.cluster ?? undefined });
      },
    }),
  );
}

function addMany(builder: Builder, refs: Refs): void {
  builder.queryField('resources', (t) =>
    t.field({
      type: refs.resourcePage,
      description: 'Resources by kind, namespace, labels, state or name.',
      complexity: pageComplexity,
      args: {
        kind: t.arg.stringList({ description: kindsDoc }),
        namespace: t.arg.stringList({
          description: 'Only in these namespaces; an empty name means cluster-wide ones.',
        }),
        labelSelector: t.arg.string({ description: "kubectl's notation: `app=web,tier in (a,b)`." }),
        state: t.arg({ type: [refs.state], description: 'Only in these states.' }),
        stale: t.arg.boolean({ description: staleDoc }),
        name: t.arg.string({ description: 'Only with this name; `*` stands for any text.' }),
        orderBy: t.arg({ type: refs.order, description: 'Their order; without it, as the graph learned of them.' }),
        ...pageArgs(t.arg),
      },
      resolve: (_root, args, context) => {
        const named = args.name ? glob(args.name) : undefined;
        const filter = filterOf(args, context);
        const accept = accepts(filter);
        return resourcePage({
          order: args.orderBy,
          span: spanOf(args, context),
          items: () => nodesOf(context, filter.kinds?.types),
          accept: (node) => accept(node) && (named === undefined || named(node.name)),
        });
      },
    }),
  );
}

function addCluster(builder: Builder, refs: Refs, kinds: KindRefs): void {
  builder.queryField('cluster', (t) =>
    t.field({
      type: kinds.get('cluster') ?? refs.resource,
      nullable: true,
      description: 'The cluster of that name; the first one without a name.',
      args: { name: t.arg.string({ description: 'Needed only where several clusters are shown.' }) },
      resolve: (_root, { name }, { reader }) => {
        for (const node of reader.ofType('cluster')) if (!name || node.name === name) return node;
        return null;
      },
    }),
  );
}

interface Called {
  readonly namespace: string;
  readonly name: string;
  readonly cluster: string | undefined;
}

/** Of kinds that share a name, the first that has it. */
function findOne(reader: Reader, kinds: KindSet, { namespace, name, cluster }: Called): GraphNode | null {
  for (const type of kinds.types) {
    const found = reader.find(type, namespace, name, cluster);
    if (found === undefined || kinds.has(found)) {
      if (found !== undefined) return found;
      continue;
    }
    for (const node of reader.ofType(type))
      if (node.namespace === namespace && node.name === name && (cluster ?? node.cluster) === node.cluster)
        if (kinds.has(node)) return node;
  }
  return null;
}

function nodesOf({ reader }: Context, types: readonly string[] | undefined): Iterable<GraphNode> {
  if (types === undefined) return reader.nodes();
  const [only] = types;
  return types.length === 1 ? reader.ofType(only!) : inTurn(reader, types);
}

function* inTurn(reader: Reader, types: readonly string[]): Iterable<GraphNode> {
  for (const type of types) yield* reader.ofType(type);
}

/** Without regular expressions: a hostile pattern costs no more than its length. */
function glob(pattern: string): (text: string) => boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return (text) => text === pattern;
  const tail = rest.pop() ?? '';
  return (text) => {
    if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
    let at = head.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > text.length - tail.length) return false;
      at = found + part.length;
    }
    return true;
  };
}
