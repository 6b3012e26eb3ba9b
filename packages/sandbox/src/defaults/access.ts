/** What the server adds to role bindings. */

import { fill, isMap, mapsAt, type Tree } from '../base/json.ts';

const group = 'rbac.authorization.k8s.io';

export function bindingDefaults(object: Tree): void {
  if (isMap(object.roleRef)) fill(object.roleRef, 'apiGroup', group);
  for (const subject of mapsAt(object, 'subjects')) {
    if (subject.kind === 'User' || subject.kind === 'Group') fill(subject, 'apiGroup', group);
  }
}
