/** Cluster roles. */

import type { ClusterRole } from 'kubernetes-types/rbac/v1.d.ts';
import { type Api, selectorOf } from '../api.ts';
import { defineKind, strings } from '../define.ts';
import { exists } from '../state.ts';
import { printRules } from './rules.ts';

export const clusterrole = defineKind<Api<ClusterRole>>({
  key: 'clusterrole',
  type: 'clusterrole',
  manager: 'k8s',
  group: 'access',
  doc: 'What an identity may do, in the whole cluster or wherever it is bound.',
  api: {
    group: 'rbac.authorization.k8s.io',
    versions: ['v1'],
    plural: 'clusterroles',
    kind: 'ClusterRole',
    namespaced: false,
  },
  fields: [strings('Rules', 'What it allows, one line for each rule.', ({ rules }) => printRules(rules))],
  status: exists,
  links: [
    {
      join: 'selector',
      to: 'clusterrole',
      relation: 'clusterrole',
      direction: 'out',
      field: 'aggregates',
      inverse: 'aggregatedInto',
      doc: 'Cluster roles whose rules it takes over.',
      terms: ({ aggregationRule }) =>
        (aggregationRule?.clusterRoleSelectors ?? []).map((each, at) => {
          const selector = selectorOf(each);
          const Path = `aggregationRule.clusterRoleSelectors[${at}]`;
          return { selector, why: { Path } };
        }),
    },
  ],
});
