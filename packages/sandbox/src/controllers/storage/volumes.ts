/** The phases of volumes, what becomes of them when their claim is gone, and the finalizers that protect both. */

import type { PersistentVolume, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';
import { claimNames } from '../pods/claims.ts';
import { isFinished, type StoredPod } from '../pods/state.ts';
import { provisioner } from './binder.ts';

const claims = 'persistentvolumeclaims';
const volumes = 'persistentvolumes';

/** Gives volumes their phase, and deletes or keeps released ones as their policy says. */
export function volumeController(cluster: Cluster): Controller {
  return {
    name: 'persistentvolume-lifecycle',
    watches: {
      [volumes]: itself,
      [claims]: (claim) => {
        const { volumeName } = (claim as Stored<PersistentVolumeClaim>).spec ?? {};
        return volumeName ? [`/${volumeName}`] : [];
      },
    },
    reconcile(key) {
      const volume = cluster.get<PersistentVolume>(volumes, ...splitKey(key));
      if (!volume) return undefined;
      const phase = phaseOf(cluster, volume);
      const leaving = volume.metadata.deletionTimestamp !== undefined;
      if (!leaving) cluster.setStatus(volumes, volume, { ...volume.status, phase });
      if (phase === 'Released' && !leaving && volume.spec?.persistentVolumeReclaimPolicy === 'Delete') {
        const made = volume.metadata.annotations?.['pv.kubernetes.io/provisioned-by'] === provisioner;
        if (made) cluster.remove(volumes, volume);
        else
          cluster.setStatus(volumes, volume, {
            phase: 'Failed',
            message: 'error getting deleter volume plugin: no deletable volume plugin matched',
          });
      }
      if (leaving && phase !== 'Bound') cluster.release(volumes, volume, 'kubernetes.io/pv-protection');
      return undefined;
    },
  };
}

function phaseOf(cluster: Cluster, volume: Stored<PersistentVolume>): string {
  const reference = volume.spec?.claimRef;
  if (!reference) return 'Available';
  const claim = cluster.get<PersistentVolumeClaim>(claims, reference.namespace ?? '', reference.name ?? '');
  if (!reference.uid) return 'Available';
  if (claim?.metadata.uid !== reference.uid) return volume.status?.phase === 'Failed' ? 'Failed' : 'Released';
  return claim.spec?.volumeName === volume.metadata.name ? 'Bound' : 'Available';
}

/** A deleted claim goes when no pod uses it any more. */
export function claimProtection(cluster: Cluster): Controller {
  return {
    name: 'pvc-protection-controller',
    watches: {
      [claims]: (claim) => (claim.metadata.deletionTimestamp ? [keyOfObject(claim)] : []),
      pods: (pod, _previous, gone) =>
        gone || isFinished(pod as StoredPod)
          ? claimNames(pod as StoredPod).map((name) => `${pod.metadata.namespace}/${name}`)
          : [],
    },
    reconcile(key) {
      const [namespace, name] = splitKey(key);
      const claim = cluster.get<PersistentVolumeClaim>(claims, namespace, name);
      if (!claim?.metadata.deletionTimestamp) return undefined;
      for (const pod of cluster.core.list('pods', namespace)) {
        if (!isFinished(pod as StoredPod) && claimNames(pod as Stored<Pod>).includes(name)) return undefined;
      }
      cluster.release(claims, claim, 'kubernetes.io/pvc-protection');
      return undefined;
    },
  };
}
