/** Roles. */

import type { Role } from 'kubernetes-types/rbac/v1.d.ts';
import type { Api } from '../api.ts';
import { defineKind, strings } from '../define.ts';
import { exists } from '../state.ts';
import { printRules } from './rules.ts';

export const role = defineKind<Api<Role>>({
  key: 'role',
  type: 'role',
  manager: 'k8s',
  group: 'access',
  doc: 'What an identity may do inside one namespace.',
  api: { group: 'rbac.authorization.k8s.io', versions: ['v1'], plural: 'roles', kind: 'Role', namespaced: true },
  fields: [strings('Rules', 'What it allows, one line for each rule.', ({ rules }) => printRules(rules))],
  status: exists,
  links: [],
});
