/** What the server adds to network policies. */

import { fill, grow, mapsAt, type Tree } from '../base/json.ts';

/** Without policy types a policy covers ingress, and egress too when it has egress rules. */
export function networkPolicyDefaults(object: Tree): void {
  const spec = grow(object, 'spec');
  fill(spec, 'podSelector', {});
  fill(spec, 'policyTypes', mapsAt(spec, 'egress').length ? ['Ingress', 'Egress'] : ['Ingress']);
  for (const rule of [...mapsAt(spec, 'ingress'), ...mapsAt(spec, 'egress')]) {
    for (const port of mapsAt(rule, 'ports')) fill(port, 'protocol', 'TCP');
  }
}
