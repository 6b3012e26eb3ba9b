/** Networking and discovery: ingresses, policies, endpoint slices. */

import { at, listAt, mapAt, mapsAt, textAt } from '../../base/json.ts';
import { networkPolicyDefaults } from '../../defaults/network.ts';
import { formatSelector } from '../../selectors/label.ts';
import { age, name, path, shown, text } from '../columns/column.ts';
import { groupVersion, type Resource } from '../resource.ts';

const networking = groupVersion('networking.k8s.io', 'v1');
const discovery = groupVersion('discovery.k8s.io', 'v1');

export const network: readonly Resource[] = [
  networking({
    plural: 'ingresses',
    kind: 'Ingress',
    shortNames: ['ing'],
    status: true,
    generation: true,
    initialStatus: { loadBalancer: {} },
    columns: [
      name,
      path('Class', 'spec.ingressClassName'),
      text(
        'Hosts',
        (o) =>
          mapsAt(o, 'spec', 'rules')
            .map((rule) => rule.host ?? '*')
            .join(',') || '*',
      ),
      text('Address', (o) =>
        mapsAt(o, 'status', 'loadBalancer', 'ingress')
          .map((one) => one.ip ?? one.hostname)
          .join(','),
      ),
      text('Ports', (o) => (listAt(o, 'spec', 'tls').length ? '80, 443' : '80')),
      age,
    ],
  }),
  networking({
    plural: 'ingressclasses',
    kind: 'IngressClass',
    namespaced: false,
    generation: true,
    columns: [
      name,
      path('Controller', 'spec.controller'),
      text('Parameters', (o) => shown(textAt(o, 'spec', 'parameters', 'name'))),
      age,
    ],
  }),
  networking({
    plural: 'networkpolicies',
    kind: 'NetworkPolicy',
    shortNames: ['netpol'],
    generation: true,
    defaults: networkPolicyDefaults,
    columns: [name, text('Pod-Selector', (o) => formatSelector(mapAt(o, 'spec', 'podSelector')) || '<none>'), age],
  }),
  discovery({
    plural: 'endpointslices',
    kind: 'EndpointSlice',
    generation: true,
    columns: [
      name,
      path('AddressType', 'addressType'),
      text('Ports', (o) => shown(mapsAt(o, 'ports').map((port) => port.port))),
      text('Endpoints', (o) => shown(mapsAt(o, 'endpoints').flatMap((one) => at(one, 'addresses')))),
      age,
    ],
  }),
];
