/** Cluster network policies, the successor of admin and baseline admin network policies. */

import { defineKind } from '../define.ts';
import { clusterPolicy } from './cluster-policy-kind.ts';

export const clusternetworkpolicy = defineKind(
  clusterPolicy({
    kind: 'ClusterNetworkPolicy',
    plural: 'clusternetworkpolicies',
    versions: ['v1beta1', 'v1alpha2'],
    doc: 'Says for the whole cluster what goes before or after the network policies, by its tier.',
  }),
);
