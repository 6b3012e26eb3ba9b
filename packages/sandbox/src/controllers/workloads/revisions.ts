/** Controller revisions: the templates that stateful sets and daemon sets have had. */

import type { ControllerRevision } from 'kubernetes-types/apps/v1.d.ts';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { at, clone, isMap } from '../../base/json.ts';
import { controlledBy, type KubeObject } from '../../base/object.ts';
import type { Cluster } from '../cluster.ts';
import { adopt } from './adopt.ts';
import { templateHash } from './template.ts';

const revisions = 'controllerrevisions.apps';
export const revisionLabel = 'controller-revision-hash';

/** Keeps the revision of the present template, and answers its name. */
export function keepRevision(cluster: Cluster, owner: KubeObject, template: unknown, limit = 10): string {
  const hash = templateHash(template);
  const name = `${owner.metadata.name}-${hash}`;
  const owned = cluster
    .controlled<ControllerRevision>(owner, revisions)
    .sort((a, b) => Number(a.revision) - Number(b.revision));
  const newest = Number(owned.at(-1)?.revision ?? 0);
  const found = owned.find((one) => one.metadata.name === name);
  const stray = found ? undefined : cluster.get(revisions, owner.metadata.namespace ?? '', name);
  if (!found && !adopt(cluster, owner, revisions, stray)) {
    const labels = (template as { metadata?: { labels?: Record<string, string> } })?.metadata?.labels;
    cluster.create(revisions, {
      metadata: {
        name,
        ...(owner.metadata.namespace !== undefined && { namespace: owner.metadata.namespace }),
        labels: { ...labels, [revisionLabel]: hash },
        ownerReferences: [controlledBy(owner)],
      },
      data: { spec: { template: { ...(clone(template) as object), $patch: 'replace' } } },
      revision: newest + 1,
    });
    for (const one of owned.slice(0, Math.max(0, owned.length - limit))) cluster.remove(revisions, one);
  } else if (found && Number(found.revision) < newest) {
    cluster.replace(revisions, {
      ...found,
      metadata: { ...found.metadata, resourceVersion: '' },
      revision: newest + 1,
    });
  }
  return name;
}

/** The template that a revision keeps. */
export function templateOf(cluster: Cluster, namespace: string, revision: string): PodTemplateSpec | undefined {
  const kept = at(cluster.get(revisions, namespace, revision), 'data', 'spec', 'template');
  if (!isMap(kept)) return undefined;
  const { $patch: _, ...template } = kept;
  return template;
}
