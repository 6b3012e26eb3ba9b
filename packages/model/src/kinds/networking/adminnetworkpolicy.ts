/** Admin network policies. */

import { defineKind } from '../define.ts';
import { clusterPolicy } from './cluster-policy-kind.ts';

export const adminnetworkpolicy = defineKind(
  clusterPolicy({
    kind: 'AdminNetworkPolicy',
    plural: 'adminnetworkpolicies',
    versions: ['v1alpha1'],
    tier: 'admin',
    doc: 'Says for the whole cluster which traffic is allowed, denied or left to the network policies.',
  }),
);
