/** Configuration for pods. Only the names of its keys are kept. */

import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';
import { changeFields } from '../change-fields.ts';
import { boolean, defineKind, strings } from '../define.ts';
import { type Redacted, withoutValues } from '../redact.ts';
import { exists } from '../state.ts';

export const configmap = defineKind<Api<ConfigMap> & Redacted>({
  key: 'configmap',
  type: 'configmap',
  manager: 'k8s',
  group: 'config',
  doc: 'Configuration that pods read as variables or files.',
  api: { group: '', versions: ['v1'], plural: 'configmaps', kind: 'ConfigMap', namespaced: true },
  fields: [
    strings('Data', 'The names of its keys, binary ones included, sorted.', ({ keys }) => keys ?? []),
    ...changeFields,
    boolean('Immutable', 'Whether it can never change.', ({ immutable }) => immutable || undefined),
  ],
  status: exists,
  links: [],
  readsManagedFields: true,
  redact: withoutValues,
});
