/** Users, which exist only in what bindings say about them. */

import { defineKind } from '../define.ts';
import { exists } from '../state.ts';

export const user = defineKind({
  key: 'user',
  type: 'user',
  manager: 'k8s',
  group: 'access',
  doc: 'A user of the API, as bindings name it; the cluster keeps no list of users.',
  virtual: true,
  fields: [],
  status: exists,
  links: [],
});
