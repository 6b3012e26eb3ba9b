/** Limits on what a namespace may use. */

import type { ResourceQuota } from 'kubernetes-types/core/v1.d.ts';
import type { Status } from '../../graph/status.ts';
import type { Api } from '../api.ts';
import { defineKind, json, strings } from '../define.ts';
import { quantity } from '../quantity.ts';
import { degraded, healthy } from '../state.ts';

export const resourcequota = defineKind<Api<ResourceQuota>>({
  key: 'resourcequota',
  type: 'resourcequota',
  manager: 'k8s',
  group: 'policy',
  doc: 'Limits what a namespace may use altogether.',
  api: { group: '', versions: ['v1'], plural: 'resourcequotas', kind: 'ResourceQuota', namespaced: true },
  fields: [
    json('Hard', 'The limits, as quantities.', ({ spec }) => spec?.hard),
    json('Used', 'What is in use, as quantities.', ({ status }) => status?.used),
    strings('Scopes', 'Which objects count.', ({ spec }) => spec?.scopes),
  ],
  status,
  links: [
    {
      join: 'name',
      to: 'namespace',
      relation: 'resourcequota',
      direction: 'out',
      field: 'limits',
      inverse: 'resourcequotas',
      doc: 'The namespace that it limits.',
      refs: ({ metadata: { namespace } }) =>
        namespace ? [{ name: namespace, why: { Path: 'metadata.namespace' } }] : [],
    },
  ],
});

/** A quota that is used up serves its purpose, and yet the next object will be refused. */
function status({ spec, status }: Api<ResourceQuota>): Status {
  const full = Object.entries(spec?.hard ?? {}).filter(([name, hard]) => {
    const used = quantity(status?.used?.[name]);
    return used > 0 && used >= quantity(hard);
  });
  if (full.length === 0) return healthy();
  const message = full
    .map(([name, hard]) => `${name}: ${status?.used?.[name]} of ${hard}`)
    .sort()
    .join(', ');
  return degraded({ reason: 'QuotaReached', message }, 'UP');
}
