/** Viewers whom somebody other than the cluster vouches for. */

import { viewerOf } from './reviews.ts';
import type { Viewer } from './viewer.ts';

/** Names that the cluster keeps for itself: who could choose such a group would be its administrator. */
const reserved = 'system:';

/** Nobody when the name is reserved; reserved groups are left out. */
export function signedInViewer(name: string, groups: readonly string[], expiresAt?: number): Viewer | undefined {
  if (name === '' || name.startsWith(reserved)) return undefined;
  const own = groups.filter((group) => group !== '' && !group.startsWith(reserved));
  const viewer = viewerOf(name, [...own, 'system:authenticated']);
  return expiresAt === undefined ? viewer : { ...viewer, expiresAt };
}
