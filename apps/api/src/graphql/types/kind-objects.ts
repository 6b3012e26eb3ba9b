/** One object type per kind of the registry: `Resource`, its typed summary, and a field per link in both directions. */

import type { GraphNode, State } from '@canopy/model';
import { type Field, fieldKey, type Kind, type KubeObject } from '@canopy/model/kinds';
import type { ObjectRef } from '@pothos/core';
import type { Builder, Types } from '../builder.ts';
import type { Context } from '../context.ts';
import { camel, type KindNames, otherType, pascal } from '../kind-names.ts';
import { parseLabelSelector } from '../label-selector.ts';
import { type Order, resourcePage } from '../ordered-page.ts';
import type { Refs } from '../refs.ts';
import { follow, type RelationField, relationFields } from '../relations.ts';
import type { KindSet } from '../words/kind-set.ts';
import { namespacesIn } from '../words/words.ts';
import { kindsDoc, type PageArgs, pageArgs, pageComplexity, spanOf } from './connections.ts';

/** Fields of `Resource`, which a kind's own fields must not take. */
const common = new Set(
  'id uid cluster manager type namespace name labels status fields metadata extra revision createdAt updatedAt owner owned relations'.split(
    ' ',
  ),
);

/** The object types by the key of their kind. */
export type KindRefs = ReadonlyMap<string, ObjectRef<Types, GraphNode>>;

export function addKindObjects(builder: Builder, refs: Refs, kinds: readonly Kind[], names: KindNames): KindRefs {
  const relations = relationFields(kinds);
  const refsByKey = new Map(
    kinds.map((kind) => {
      const own = relations.get(kind.key) ?? [];
      return [kind.key, addKind(builder, refs, kind, names.typeOf(kind), own)] as const;
    }),
  );
  builder.objectRef<GraphNode>(otherType).implement({
    description: 'A node of a kind that has no type of its own.',
    interfaces: [builder.nodeInterfaceRef(), refs.resource],
    fields: () => ({}),
  });
  return refsByKey;
}

function addKind(builder: Builder, refs: Refs, kind: Kind, name: string, relations: readonly RelationField[]) {
  const summary = summaryFields(kind, relations);
  return builder.objectRef<GraphNode>(name).implement({
    description: kind.doc,
    interfaces: [builder.nodeInterfaceRef(), refs.resource],
    fields: (t) => ({
      ...Object.fromEntries(
        summary.map(({ fieldName, field }) => {
          const options = { nullable: true as const, description: field.doc };
          const resolve = (node: GraphNode) => node.fields[fieldKey(field)];
          return [
            fieldName,
            {
              String: () => t.string({ ...options, resolve: (node) => text(resolve(node)) }),
              Int: () => t.int({ ...options, resolve: (node) => resolve(node) as number | undefined }),
              Boolean: () => t.boolean({ ...options, resolve: (node) => resolve(node) as boolean | undefined }),
              '[String!]': () => t.stringList({ ...options, resolve: (node) => resolve(node) as string[] | undefined }),
              JSON: () => t.field({ ...options, type: 'JSON', resolve }),
            }[field.type](),
          ];
        }),
      ),
      ...Object.fromEntries(
        relations.map((relation) => [
          relation.name,
          t.field({
            type: refs.resourcePage,
            description: relation.docs.join(' '),
            complexity: pageComplexity,
            args: {
              kind: t.arg.stringList({ description: kindsDoc }),
              namespace: t.arg.stringList({ description: 'Only in these namespaces.' }),
              labelSelector: t.arg.string({ description: "kubectl's notation: `app=web,tier in (a,b)`." }),
              state: t.arg({ type: [refs.state], description: 'Only in these states.' }),
              stale: t.arg.boolean({ description: staleDoc }),
              orderBy: t.arg({
                type: refs.order,
                description: 'Their order; without it, as the graph learned of them.',
              }),
              ...pageArgs(t.arg),
            },
            resolve: (node, args, context) => related(node, relation, args, context),
          }),
        ]),
      ),
    }),
  });
}

interface FilterArgs {
  readonly kind?: readonly string[] | null | undefined;
  readonly namespace?: readonly string[] | null | undefined;
  readonly labelSelector?: string | null | undefined;
  readonly state?: readonly State[] | null | undefined;
  readonly stale?: boolean | null | undefined;
}

/** The same with its words understood. */
interface ResourceFilter extends Omit<FilterArgs, 'kind'> {
  readonly kinds: KindSet | undefined;
}

/** Throws a problem for a word that means nothing. */
export function filterOf(args: FilterArgs, context: Context): ResourceFilter {
  const { kind, namespace, ...rest } = args;
  return { ...rest, kinds: context.words.kinds(kind, context), namespace: namespacesIn(namespace) };
}

export const staleDoc = 'Whether they run with an older secret or config map than the one that exists; left out: both.';

interface RelatedArgs extends FilterArgs, PageArgs {
  readonly orderBy?: Order | null | undefined;
}

function related(node: GraphNode, relation: RelationField, args: RelatedArgs, context: Context) {
  return resourcePage({
    order: args.orderBy,
    span: spanOf(args, context),
    items: function* (): Iterable<GraphNode> {
      for (const [other] of follow(context.reader, node, relation.paths)) yield other;
    },
    accept: accepts(filterOf(args, context)),
  });
}

export function accepts({
  kinds,
  namespace,
  labelSelector,
  state,
  stale,
}: ResourceFilter): (node: GraphNode) => boolean {
  const labels = labelSelector ? parseLabelSelector(labelSelector) : undefined;
  return (node) =>
    (kinds === undefined || kinds.has(node)) &&
    (!namespace || namespace.includes(node.namespace)) &&
    (!state || state.includes(node.status.state)) &&
    (typeof stale !== 'boolean' || (node.fields.Stale === true) === stale) &&
    (labels === undefined || labels(node.labels));
}

/** A summary field whose name is taken bears the kind's name before its own: `serviceType`. */
function summaryFields(
  kind: Kind,
  relations: readonly RelationField[],
): { fieldName: string; field: Field<KubeObject> }[] {
  const taken = new Set([...common, ...relations.map((relation) => relation.name)]);
  return kind.fields.map((field) => {
    const plain = camel(field.name);
    const fieldName = taken.has(plain) ? `${camel(kind.type)}${pascal(field.name)}` : plain;
    taken.add(fieldName);
    return { fieldName, field };
  });
}

/** Numbers may stand where the API allows both, as in `maxUnavailable`. */
function text(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : typeof value === 'string' ? value : String(value);
}
