/** `Status`: state, health and why. */

import type { Refs } from '../refs.ts';

export function addStatus(refs: Refs): void {
  refs.status.implement({
    description: 'How a resource fares, and why.',
    fields: (t) => ({
      state: t.expose('state', { type: refs.state, description: 'The word that scripts ask for.' }),
      health: t.expose('health', { type: refs.health, description: 'The finer word.' }),
      reason: t.exposeString('reason', {
        nullable: true,
        description:
          'One CamelCase word, as in Kubernetes conditions: `CrashLoopBackOff`, `Unschedulable`, `NotFound`.',
      }),
      message: t.exposeString('message', { nullable: true, description: 'A sentence for people.' }),
      since: t.exposeFloat('since', {
        nullable: true,
        description: 'Since when, in milliseconds since the epoch, where the object says so.',
      }),
    }),
  });
}
