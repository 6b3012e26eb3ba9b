/** identity() and ends such as toList() do nothing, so they go. */

import { rewriteOps } from './rewrite.ts';
import type { Rule } from './rule.ts';

export const dropIdentity: Rule = {
  name: 'drop-identity',
  doc: 'Leaves out steps that change nothing.',
  rewrite: (plan) =>
    rewriteOps(plan, (ops) => {
      const kept = ops.filter((op) => op.fact?.is !== 'identity' || op.traits.needsTrail);
      return kept.length === ops.length ? ops : kept;
    }),
};
