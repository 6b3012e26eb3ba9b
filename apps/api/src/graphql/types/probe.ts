/** `ProbeStatus`: how well the graph follows its clusters. */

import type { Kind } from '@canopy/model/kinds';
import type { ClusterStatus, SyncStatus } from '@canopy/model/probe';
import type { Builder } from '../builder.ts';
import type { Context } from '../context.ts';

export function addProbe(builder: Builder, kinds: readonly Kind[]): void {
  const probe = builder.objectRef<Context['probe']>('ProbeStatus').implement({
    description: 'How well the graph follows its clusters.',
    fields: (t) => ({
      ready: t.exposeBoolean('ready', { description: 'Every cluster is.' }),
      revision: t.int({
        description: 'The revision of the graph.',
        resolve: (_probe, _args, { reader, epoch }) => epoch.toWire(reader.revision),
      }),
      clusters: t.field({
        type: [clusterStatus(builder, kinds)],
        description: 'Cluster by cluster.',
        resolve: (row) => [...row.clusters],
      }),
    }),
  });
  builder.queryField('probe', (t) =>
    t.field({
      type: probe,
      description: 'How well the graph follows its clusters.',
      resolve: (_r, _a, ctx) => ctx.probe,
    }),
  );
}

function clusterStatus(builder: Builder, kinds: readonly Kind[]) {
  return builder.objectRef<ClusterStatus>('ClusterStatus').implement({
    description: 'How one cluster is followed.',
    fields: (t) => ({
      name: t.exposeString('cluster', { description: "The cluster's name in the graph." }),
      ready: t.exposeBoolean('ready', { description: 'Every kind is live, absent or forbidden.' }),
      kinds: t.field({
        type: [kindStatus(builder, kinds)],
        description: 'Kind by kind; the parts in single namespaces only for those who may see the whole.',
        resolve: (row, _args, { access }) => row.kinds.filter(({ namespace }) => access.operator || namespace === ''),
      }),
    }),
  });
}

function kindStatus(builder: Builder, kinds: readonly Kind[]) {
  const types = new Map(kinds.map(({ key, type }) => [key, type]));
  return builder.objectRef<SyncStatus>('KindStatus').implement({
    description: 'How one kind of one cluster is followed.',
    fields: (t) => ({
      kind: t.exposeString('kind', { description: 'The key of the kind.' }),
      namespace: t.exposeString('namespace', { description: 'Empty: all namespaces.' }),
      state: t.expose('state', { type: syncState(builder), description: 'Where it stands.' }),
      objects: t.int({
        description: 'Objects seen; for those who may not see the figures of the server: those that they may see.',
        complexity: 10,
        resolve: ({ kind, objects }, _args, { access, reader }) =>
          access.operator ? objects : reader.countOfType(types.get(kind) ?? kind),
      }),
      resourceVersion: t.string({
        nullable: true,
        description: 'The version that the watch has reached; for those who may see the figures of the server.',
        resolve: ({ resourceVersion }, _args, { access }) => (access.operator ? resourceVersion : undefined),
      }),
      problem: t.string({
        nullable: true,
        description: 'What went wrong last; for those who may see the figures of the server.',
        resolve: ({ problem }, _args, { access }) => (access.operator ? problem : undefined),
      }),
      since: t.exposeFloat('since', { description: 'When the state was reached, in milliseconds since the epoch.' }),
      relists: t.exposeInt('relists', { description: 'How often it was listed from the start again.' }),
    }),
  });
}

function syncState(builder: Builder) {
  return builder.enumType('SyncState', {
    description: 'How a kind is followed.',
    values: {
      pending: { description: 'Not asked for yet.' },
      listing: { description: 'The first list, or one after an expired version, runs.' },
      live: { description: 'Listed, and watched since.' },
      forbidden: { description: 'The cluster refuses it.' },
      absent: { description: 'The cluster does not have it.' },
      failing: { description: 'Cannot be read at the moment, and is tried again.' },
    } as const,
  });
}
