/** `KindInfo`: the catalogue of kinds, from which clients learn types, fields and links. */

import type { Field, Kind, KubeObject } from '@canopy/model/kinds';
import type { Builder } from '../builder.ts';
import type { KindNames } from '../kind-names.ts';
import { kindsDoc } from './connections.ts';

type Link = Kind['links'][number];

export function addCatalogue(builder: Builder, kinds: readonly Kind[], names: KindNames): void {
  const kind = kindInfo(builder, names);
  builder.queryField('kinds', (t) =>
    t.field({
      type: [kind],
      complexity: { field: 1, multiplier: 5 },
      description: 'The catalogue of kinds.',
      args: { kind: t.arg.stringList({ description: kindsDoc }) },
      resolve: (_root, args, context) => {
        const meant = context.words.kinds(args.kind, context);
        return meant === undefined
          ? [...kinds]
          : kinds.filter(({ key, type }) => meant.keys.some((each) => each === key || each === type));
      },
    }),
  );
}

function kindInfo(builder: Builder, names: KindNames) {
  return builder.objectRef<Kind>('KindInfo').implement({
    description: 'One sort of resource that the graph knows.',
    fields: (t) => ({
      key: t.exposeString('key', { description: 'Unique in the catalogue.' }),
      type: t.exposeString('type', { description: 'As in the graph and in queries: `pod`.' }),
      graphqlType: t.string({
        description: 'The name of its type in this schema.',
        resolve: (row) => names.typeOf(row),
      }),
      manager: t.exposeString('manager', { description: 'Who declares it: `k8s`, `istio`.' }),
      group: t.exposeString('group', { description: 'Where it stands in the legend.' }),
      doc: t.exposeString('doc', { description: 'What it is.' }),
      virtual: t.boolean({
        description: 'Exists only as the target of references: an IP block, a user.',
        resolve: (row) => row.virtual ?? false,
      }),
      namespaced: t.boolean({
        description: 'Whether its objects live in namespaces.',
        resolve: (row) => row.api?.namespaced ?? false,
      }),
      apiGroup: t.string({
        nullable: true,
        description: 'Empty for the core group; null for what the API does not list.',
        resolve: (row) => row.api?.group,
      }),
      plural: t.string({
        nullable: true,
        description: 'Its resource in the API: `pods`.',
        resolve: (row) => row.api?.plural,
      }),
      fields: t.field({ type: [kindField(builder)], description: 'Its summary.', resolve: (row) => [...row.fields] }),
      links: t.field({
        type: [kindLink(builder)],
        description: 'What it refers to.',
        resolve: (row) => [...row.links],
      }),
    }),
  });
}

function kindField(builder: Builder) {
  return builder.objectRef<Field<KubeObject>>('KindField').implement({
    description: 'One field of a kind’s summary.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'As in queries: `K8s.<name>`.' }),
      type: t.exposeString('type', { description: 'Its GraphQL type.' }),
      doc: t.exposeString('doc', { description: 'What it says.' }),
    }),
  });
}

function kindLink(builder: Builder) {
  return builder.objectRef<Link>('KindLink').implement({
    description: 'A rule by which a kind refers to another; edges are its results.',
    fields: (t) => ({
      relation: t.exposeString('relation', { description: 'The `RelationType` of its edges.' }),
      direction: t.exposeString('direction', {
        description: '`out`: from this kind to the other; `in`: the other way.',
      }),
      join: t.exposeString('join', { description: 'How it is declared: `name`, `selector`, `field` or `block`.' }),
      field: t.exposeString('field', { description: 'The GraphQL field that follows it.' }),
      inverse: t.exposeString('inverse', { description: 'The GraphQL field on the other kind that leads back.' }),
      to: t.exposeString('to', { description: 'The key of the other kind.' }),
      doc: t.exposeString('doc', { description: 'What it means.' }),
    }),
  });
}
