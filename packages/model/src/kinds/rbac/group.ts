/** Groups, which exist only in what bindings say about them. */

import { defineKind } from '../define.ts';
import { exists } from '../state.ts';

export const group = defineKind({
  key: 'group',
  type: 'group',
  manager: 'k8s',
  group: 'access',
  doc: 'A group of users of the API, as bindings name it; the cluster keeps no list of groups.',
  virtual: true,
  fields: [],
  status: exists,
  links: [],
});
