/** Gateway classes. */

import { byCondition, type Condition } from '../conditions.ts';
import { defineKind, string } from '../define.ts';
import type { KubeObject } from '../object.ts';

interface GatewayClass extends KubeObject {
  readonly spec?: { readonly controllerName?: string; readonly description?: string };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export const gatewayclass = defineKind<GatewayClass>({
  key: 'gatewayclass',
  type: 'gatewayclass',
  manager: 'k8s',
  group: 'network',
  doc: 'Names the controller that serves gateways of this class.',
  api: {
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'gatewayclasses',
    kind: 'GatewayClass',
    namespaced: false,
  },
  optional: true,
  fields: [string('Controller', 'The controller that serves the class.', ({ spec }) => spec?.controllerName)],
  status: ({ status }) => byCondition(status?.conditions, 'Accepted'),
  links: [],
});
