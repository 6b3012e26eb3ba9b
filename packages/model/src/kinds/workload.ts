/** Links of everything that makes pods from a template: what the pods will need shows even at zero replicas. */

import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Link } from './link.ts';
import type { KubeObject } from './object.ts';
import { accountRefs, calledServices, claimRefs, configmapRefs, priorityRefs, secretRefs } from './pod-template.ts';

/** The links from a pod spec. `relation` is the kind's type; `inverse` its plural, as the targets call it. */
export function templateLinks<O extends KubeObject>(
  relation: string,
  inverse: string,
  specOf: (object: O) => PodSpec | undefined,
  path = 'spec.template.spec',
): readonly Link<O>[] {
  const facts = { join: 'name', relation, direction: 'out', inverse } as const;
  return [
    {
      ...facts,
      to: 'configmap',
      field: 'configmaps',
      doc: 'Config maps that its pods read.',
      refs: (object) => configmapRefs(specOf(object), path),
    },
    {
      ...facts,
      to: 'secret',
      field: 'secrets',
      doc: 'Secrets that its pods read.',
      refs: (object) => secretRefs(specOf(object), path),
    },
    {
      ...facts,
      to: 'persistentvolumeclaim',
      field: 'claims',
      doc: 'Claims that its pods mount.',
      refs: (object) => claimRefs(specOf(object), path),
    },
    {
      ...facts,
      to: 'serviceaccount',
      field: 'serviceaccount',
      doc: 'The account that its pods run as.',
      refs: (object) => accountRefs(specOf(object), path),
    },
    {
      ...facts,
      to: 'priorityclass',
      field: 'priorityclass',
      doc: 'The priority of its pods.',
      refs: (object) => priorityRefs(specOf(object), path),
    },
    {
      join: 'field',
      to: 'service',
      index: 'host',
      relation,
      direction: 'out',
      field: 'calls',
      inverse: `calling${inverse[0]?.toUpperCase()}${inverse.slice(1)}`,
      doc: 'Services that variables of its containers name as a host.',
      values: (object) => calledServices(specOf(object), path, object.metadata.namespace ?? ''),
    },
  ];
}
