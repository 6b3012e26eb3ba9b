/** Baseline admin network policies. */

import { defineKind } from '../define.ts';
import { clusterPolicy } from './cluster-policy-kind.ts';

export const baselineadminnetworkpolicy = defineKind(
  clusterPolicy({
    kind: 'BaselineAdminNetworkPolicy',
    plural: 'baselineadminnetworkpolicies',
    versions: ['v1alpha1'],
    tier: 'baseline',
    doc: 'Says for the whole cluster what holds for pods that no network policy governs.',
  }),
);
