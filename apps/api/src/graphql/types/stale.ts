/** `StaleWorkload`: what runs with an older secret or config map than the one that exists. */

import { type StaleUse, type StaleWorkload, staleUses, staleWorkloads } from '@canopy/model/insight';
import type { Builder } from '../builder.ts';
import type { Refs } from '../refs.ts';
import { namespacesIn } from '../words/words.ts';

export function addStale(builder: Builder, refs: Refs): void {
  const use = builder.objectRef<StaleUse>('StaleUse').implement({
    description: 'A container that has not read what a secret or config map says now.',
    fields: (t) => ({
      container: t.expose('container', { type: refs.resource, description: 'The container.' }),
      pod: t.expose('pod', { type: refs.resource, description: 'Its pod.' }),
      config: t.expose('config', { type: refs.resource, description: 'The secret or config map.' }),
      how: t.field({
        type: ['String'],
        description: 'How it reads it: `variable DB_PASSWORD from key password`.',
        resolve: ({ how }) => [...how],
      }),
      startedAt: t.exposeFloat('startedAt', {
        description: 'When the container started, in milliseconds since the epoch.',
      }),
      changedAt: t.exposeFloat('changedAt', { description: 'When the values changed last.' }),
      inferred: t.exposeBoolean('inferred', {
        description: 'The change was not seen: the API server noted a write then, which may have changed no value.',
      }),
    }),
  });
  const workload = builder.objectRef<StaleWorkload>('StaleWorkload').implement({
    description: 'A workload with stale containers.',
    fields: (t) => ({
      workload: t.expose('workload', { type: refs.resource, description: 'What has to be started again.' }),
      command: t.exposeString('command', { description: 'What brings it up to date: `kubectl rollout restart …`.' }),
      uses: t.field({ type: [use], description: 'Container by container.', resolve: ({ uses }) => [...uses] }),
    }),
  });
  builder.queryField('stale', (t) =>
    t.field({
      type: [workload],
      description:
        'Workloads that run with an older secret or config map than the one that exists, by how they read it and when they started.',
      complexity: 100,
      args: { namespace: t.arg.stringList({ description: 'Only in these namespaces.' }) },
      resolve: (_root, { namespace }, { reader }) => {
        const meant = namespacesIn(namespace);
        const rows = [...staleWorkloads(staleUses(reader))];
        return meant === undefined ? rows : rows.filter(({ workload }) => meant.includes(workload.namespace));
      },
    }),
  );
}
