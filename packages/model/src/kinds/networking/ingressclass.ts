/** Which controller serves which ingresses. */

import type { IngressClass } from 'kubernetes-types/networking/v1.d.ts';
import type { Api } from '../api.ts';
import { boolean, defineKind, json, string } from '../define.ts';
import { exists } from '../state.ts';

export const ingressclass = defineKind<Api<IngressClass>>({
  key: 'ingressclass',
  type: 'ingressclass',
  manager: 'k8s',
  group: 'network',
  doc: 'Names the controller that serves ingresses of this class.',
  api: {
    group: 'networking.k8s.io',
    versions: ['v1'],
    plural: 'ingressclasses',
    kind: 'IngressClass',
    namespaced: false,
  },
  fields: [
    string('Controller', 'The controller that serves the class.', ({ spec }) => spec?.controller),
    json('Parameters', 'Where its settings stand.', ({ spec }) => spec?.parameters),
    boolean('Default', 'Whether it serves ingresses that name no class.', ({ metadata }) => {
      return metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';
    }),
  ],
  status: exists,
  links: [],
});
