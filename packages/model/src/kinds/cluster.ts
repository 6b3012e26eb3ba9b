/** The root of the tree: one node for each cluster. The API has no such object. */

import { defineKind } from './define.ts';
import { exists } from './state.ts';

export const cluster = defineKind({
  key: 'cluster',
  type: 'cluster',
  manager: 'k8s',
  group: 'cluster',
  doc: 'One Kubernetes cluster: the root under which everything stands.',
  fields: [],
  status: exists,
  links: [],
});
