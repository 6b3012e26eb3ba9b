/** Reference grants. */

import { defineKind, strings } from '../define.ts';
import type { KubeObject } from '../object.ts';
import { exists } from '../state.ts';

interface Party {
  readonly group?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name?: string;
}

interface ReferenceGrant extends KubeObject {
  readonly spec?: { readonly from?: readonly Party[]; readonly to?: readonly Party[] };
}

export const referencegrant = defineKind<ReferenceGrant>({
  key: 'referencegrant',
  type: 'referencegrant',
  manager: 'k8s',
  group: 'policy',
  doc: 'Lets objects of other namespaces refer to objects of this one.',
  api: {
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'referencegrants',
    kind: 'ReferenceGrant',
    namespaced: true,
  },
  optional: true,
  fields: [
    strings('From', 'Who may refer, as HTTPRoute of shop.', ({ spec }) =>
      spec?.from?.map(({ kind, namespace }) => `${kind} of ${namespace}`),
    ),
    strings('To', 'To what, as Secret or Secret/cert.', ({ spec }) =>
      spec?.to?.map(({ kind, name }) => (name ? `${kind}/${name}` : kind)),
    ),
  ],
  status: exists,
  links: [
    {
      join: 'name',
      to: 'namespace',
      relation: 'referencegrant',
      direction: 'out',
      field: 'trusted',
      inverse: 'referencegrants',
      doc: 'Namespaces whose objects may refer.',
      refs: ({ spec }) =>
        (spec?.from ?? []).flatMap(({ namespace, kind }, at) =>
          namespace
            ? [{ name: namespace, why: { Path: `spec.from[${at}].namespace`, Kind: kind }, optional: true }]
            : [],
        ),
    },
    {
      join: 'name',
      to: 'secret',
      others: ['service'],
      relation: 'referencegrant',
      direction: 'out',
      field: 'targets',
      inverse: 'referencegrants',
      doc: 'Single objects that may be referred to, where it names them.',
      refs: ({ spec }) =>
        (spec?.to ?? []).flatMap(({ group, kind, name }, at) =>
          name ? [{ name, to: { group: group ?? '', kind }, why: { Path: `spec.to[${at}]` }, optional: true }] : [],
        ),
    },
  ],
});
