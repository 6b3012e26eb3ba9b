/** What the server adds to custom resource definitions, and what it refuses in one. */

import { fill, grow, listAt, mapsAt, type Tree, textAt } from '../base/json.ts';
import type { KubeObject } from '../base/object.ts';
import type { StatusCause } from '../base/problem.ts';

export function crdDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  const names = grow(spec, 'names');
  fill(names, 'singular', String(names.kind ?? '').toLowerCase());
  fill(names, 'listKind', `${names.kind ?? ''}List`);
  fill(spec, 'conversion', { strategy: 'None' });
}

export function crdProblems(crd: KubeObject): StatusCause[] {
  const problems: StatusCause[] = [];
  const wanted = `${textAt(crd, 'spec', 'names', 'plural')}.${textAt(crd, 'spec', 'group')}`;
  if (crd.metadata.name !== wanted) {
    const message = `Invalid value: "${crd.metadata.name}": must be spec.names.plural+"."+spec.group`;
    problems.push({ reason: 'FieldValueInvalid', message, field: 'metadata.name' });
  }
  const stored = mapsAt(crd, 'spec', 'versions').filter((version) => version.storage);
  if (stored.length !== 1) {
    const message = `Invalid value: must have exactly one version marked as storage version (has ${listAt(crd, 'spec', 'versions').length} versions)`;
    problems.push({ reason: 'FieldValueInvalid', message, field: 'spec.versions' });
  }
  return problems;
}
