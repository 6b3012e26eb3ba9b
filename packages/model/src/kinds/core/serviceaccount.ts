/** The identities of pods. */

import type { ServiceAccount } from 'kubernetes-types/core/v1.d.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind } from '../define.ts';
import type { NameRef } from '../link.ts';
import { exists } from '../state.ts';

export const serviceaccount = defineKind<Api<ServiceAccount>>({
  key: 'serviceaccount',
  type: 'serviceaccount',
  manager: 'k8s',
  group: 'access',
  doc: 'The identity that pods have towards the API.',
  api: { group: '', versions: ['v1'], plural: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true },
  fields: [
    boolean(
      'AutomountToken',
      'Whether pods get its token unless they say otherwise.',
      (account) => account.automountServiceAccountToken,
    ),
  ],
  status: exists,
  links: [
    {
      join: 'name',
      to: 'secret',
      relation: 'serviceaccount',
      direction: 'out',
      field: 'secrets',
      inverse: 'serviceaccounts',
      doc: 'Secrets that its pods may mount or pull images with.',
      refs: ({ secrets, imagePullSecrets }) => [
        ...named('secrets', secrets),
        ...named('imagePullSecrets', imagePullSecrets),
      ],
    },
  ],
});

function named(field: string, list: readonly { readonly name?: string }[] | undefined): readonly NameRef[] {
  return (list ?? []).flatMap(({ name }, at) => (name ? [{ name, why: { Path: `${field}[${at}].name` } }] : []));
}
