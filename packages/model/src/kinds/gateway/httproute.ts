/** Routes for HTTP requests. */

import { defineKind } from '../define.ts';
import { needsAll } from '../surroundings.ts';
import { type Route, routeFields, routeLinks, routeStatus } from './route.ts';

export const httproute = defineKind<Route>({
  key: 'httproute',
  type: 'httproute',
  manager: 'k8s',
  group: 'network',
  doc: 'Leads HTTP requests from gateways to services.',
  api: {
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1beta1'],
    plural: 'httproutes',
    kind: 'HTTPRoute',
    namespaced: true,
  },
  optional: true,
  fields: routeFields,
  status: routeStatus,
  derived: { relations: ['httproute'], status: needsAll('httproute', ['gateway', 'service']) },
  links: routeLinks('httproute'),
});
