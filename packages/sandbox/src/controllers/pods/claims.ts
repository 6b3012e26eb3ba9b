/** Which claims a pod uses. */

import type { StoredPod } from './state.ts';

/** The claims that a pod's volumes name, those of ephemeral volumes included. */
export const claimNames = (pod: StoredPod): string[] =>
  (pod.spec?.volumes ?? []).flatMap((volume) => {
    if (volume.persistentVolumeClaim) return [volume.persistentVolumeClaim.claimName];
    return volume.ephemeral ? [`${pod.metadata.name}-${volume.name}`] : [];
  });
