/** Confidential configuration for pods. Only the names of its keys are kept. */

import type { Secret } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';
import { changeFields } from '../change-fields.ts';
import { boolean, defineKind, string, strings } from '../define.ts';
import { byName } from '../if-present.ts';
import { type Redacted, withoutValues } from '../redact.ts';
import { exists } from '../state.ts';

const account = 'kubernetes.io/service-account.name';

export const secret = defineKind<Api<Secret> & Redacted>({
  key: 'secret',
  type: 'secret',
  manager: 'k8s',
  group: 'config',
  doc: 'Confidential configuration that pods read as variables or files.',
  api: { group: '', versions: ['v1'], plural: 'secrets', kind: 'Secret', namespaced: true },
  fields: [
    string('Type', 'What it is meant for: Opaque, kubernetes.io/tls and so on.', ({ type }) => type),
    strings('Data', 'The names of its keys, sorted.', ({ keys }) => keys ?? []),
    ...changeFields,
    boolean('Immutable', 'Whether it can never change.', ({ immutable }) => immutable || undefined),
  ],
  status: exists,
  indexed: byName,
  links: [
    {
      join: 'name',
      to: 'serviceaccount',
      relation: 'serviceaccount',
      direction: 'in',
      field: 'serviceaccount',
      inverse: 'tokens',
      doc: 'The service account whose token it holds.',
      refs: ({ metadata, type }) => {
        const name = type === 'kubernetes.io/service-account-token' ? metadata.annotations?.[account] : undefined;
        return name ? [{ name, why: { Path: `metadata.annotations["${account}"]` } }] : [];
      },
    },
  ],
  readsManagedFields: true,
  redact: withoutValues,
});
