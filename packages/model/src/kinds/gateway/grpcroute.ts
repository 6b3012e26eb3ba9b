/** Routes for gRPC calls. */

import { defineKind } from '../define.ts';
import { needsAll } from '../surroundings.ts';
import { type Route, routeFields, routeLinks, routeStatus } from './route.ts';

export const grpcroute = defineKind<Route>({
  key: 'grpcroute',
  type: 'grpcroute',
  manager: 'k8s',
  group: 'network',
  doc: 'Leads gRPC calls from gateways to services.',
  api: {
    group: 'gateway.networking.k8s.io',
    versions: ['v1', 'v1alpha2'],
    plural: 'grpcroutes',
    kind: 'GRPCRoute',
    namespaced: true,
  },
  optional: true,
  fields: routeFields,
  status: routeStatus,
  derived: { relations: ['grpcroute'], status: needsAll('grpcroute', ['gateway', 'service']) },
  links: routeLinks('grpcroute'),
});
