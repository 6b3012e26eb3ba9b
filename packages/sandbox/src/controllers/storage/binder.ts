/** Binds claims to volumes: to one that is there and fits, or to one made by the class's provisioner. */

import type { PersistentVolume, PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import { quantity } from '../../base/quantity.ts';
import { type LabelSelector, matches } from '../../selectors/label.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { type Controller, itself, keyOfObject, splitKey } from '../controller.ts';

type Claim = Stored<PersistentVolumeClaim>;
type Volume = Stored<PersistentVolume>;

const claims = 'persistentvolumeclaims';
const volumes = 'persistentvolumes';
const classes = 'storageclasses.storage.k8s.io';
const completed = 'pv.kubernetes.io/bind-completed';
const byController = 'pv.kubernetes.io/bound-by-controller';
const selectedNode = 'volume.kubernetes.io/selected-node';
const from = 'persistentvolume-controller';

/** Provisioners that the sandbox plays. */
export const provisioner = 'sandbox.canopy.dev/local';

export function binder(cluster: Cluster): Controller {
  const pending = (): string[] =>
    cluster
      .list<PersistentVolumeClaim>(claims)
      .filter((claim) => claim.status?.phase !== 'Bound')
      .map(keyOfObject);
  return {
    name: from,
    watches: {
      [claims]: itself,
      [volumes]: (volume, _previous, gone) => {
        const { claimRef } = (volume as Volume).spec ?? {};
        const named = claimRef ? [`${claimRef.namespace}/${claimRef.name}`] : [];
        return claimRef && !gone ? named : [...named, ...pending()];
      },
      [classes]: pending,
    },
    reconcile(key) {
      const claim = cluster.get<PersistentVolumeClaim>(claims, ...splitKey(key));
      if (claim && !claim.metadata.deletionTimestamp) settle(cluster, claim);
      return undefined;
    },
  };
}

function settle(cluster: Cluster, claim: Claim): void {
  const named = claim.spec?.volumeName;
  if (named) {
    const volume = cluster.get<PersistentVolume>(volumes, '', named);
    if (volume && isFor(volume, claim)) bind(cluster, claim, volume);
    else if (claim.status?.phase === 'Bound' && !volume)
      cluster.setStatus(claims, claim, { ...claim.status, phase: 'Lost' });
    return;
  }
  const late = bindsLate(cluster, claim) && !claim.metadata.annotations?.[selectedNode];
  const found = late ? undefined : smallest(cluster, claim);
  if (found) bind(cluster, claim, found);
  else if (late)
    wait(cluster, claim, 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  else provision(cluster, claim);
}

const wait = (cluster: Cluster, claim: Claim, reason: string, message: string): void =>
  cluster.tell(claim, reason, message, from);

const classOf = (cluster: Cluster, claim: Claim): Stored<StorageClass> | undefined =>
  cluster.get<StorageClass>(classes, '', claim.spec?.storageClassName ?? '');

const bindsLate = (cluster: Cluster, claim: Claim): boolean =>
  classOf(cluster, claim)?.volumeBindingMode === 'WaitForFirstConsumer';

/** Free, or kept for this very claim. */
function isFor(volume: Volume, claim: Claim): boolean {
  const reference = volume.spec?.claimRef;
  if (!reference) return true;
  const same = reference.name === claim.metadata.name && reference.namespace === claim.metadata.namespace;
  return same && (!reference.uid || reference.uid === claim.metadata.uid);
}

const sizeOf = (volume: Volume): number => quantity(volume.spec?.capacity?.storage) ?? 0;

/** The smallest volume that is large enough; one kept for the claim comes first. */
function smallest(cluster: Cluster, claim: Claim): Volume | undefined {
  const { resources, accessModes = [], storageClassName = '', volumeMode = 'Filesystem', selector } = claim.spec ?? {};
  const size = quantity(resources?.requests?.storage) ?? 0;
  const fitting = cluster.list<PersistentVolume>(volumes).filter((volume) => {
    const { spec, status, metadata } = volume;
    if (metadata.deletionTimestamp || status?.phase === 'Released' || !isFor(volume, claim)) return false;
    if ((spec?.storageClassName ?? '') !== storageClassName || (spec?.volumeMode ?? 'Filesystem') !== volumeMode)
      return false;
    if (selector && !matches(selector as LabelSelector, metadata.labels)) return false;
    return sizeOf(volume) >= size && accessModes.every((mode) => spec?.accessModes?.includes(mode));
  });
  const kept = (volume: Volume) => Number(Boolean(volume.spec?.claimRef));
  return fitting.sort(
    (a, b) => kept(b) - kept(a) || sizeOf(a) - sizeOf(b) || a.metadata.name.localeCompare(b.metadata.name),
  )[0];
}

function bind(cluster: Cluster, claim: Claim, volume: Volume): void {
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  if (!volume.spec?.claimRef?.uid) {
    const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion };
    const annotations = { ...volume.metadata.annotations, [byController]: 'yes' };
    const metadata = { ...volume.metadata, annotations, resourceVersion: '' };
    cluster.replace(volumes, { ...volume, metadata, spec: { ...volume.spec, claimRef } });
  }
  if (!claim.spec?.volumeName || !claim.metadata.annotations?.[completed]) {
    const annotations = {
      ...claim.metadata.annotations,
      [completed]: 'yes',
      ...(!claim.spec?.volumeName && { [byController]: 'yes' }),
    };
    const metadata = { ...claim.metadata, annotations, resourceVersion: '' };
    cluster.replace(claims, { ...claim, metadata, spec: { ...claim.spec, volumeName: volume.metadata.name } });
  }
  const { accessModes, capacity } = volume.spec ?? {};
  cluster.setStatus(claims, claim, { ...claim.status, phase: 'Bound', accessModes, capacity });
}

function provision(cluster: Cluster, claim: Claim): void {
  const storageClass = classOf(cluster, claim);
  const wanted = claim.spec?.storageClassName;
  if (!storageClass) {
    const known = wanted
      ? `storageclass.storage.k8s.io "${wanted}" not found`
      : 'no persistent volumes available for this claim and no storage class is set';
    cluster.tell(claim, wanted ? 'ProvisioningFailed' : 'FailedBinding', known, from, wanted ? 'Warning' : 'Normal');
    return;
  }
  if (storageClass.provisioner !== provisioner) {
    const message = `Waiting for a volume to be created either by the external provisioner '${storageClass.provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
    wait(cluster, claim, 'ExternalProvisioning', message);
    return;
  }
  const { name, namespace, uid, resourceVersion } = claim.metadata;
  const volume = `pvc-${uid}`;
  cluster.create(volumes, {
    metadata: { name: volume, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      capacity: { storage: claim.spec?.resources?.requests?.storage },
      accessModes: claim.spec?.accessModes,
      volumeMode: claim.spec?.volumeMode,
      storageClassName: storageClass.metadata.name,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion },
      hostPath: { path: `/var/local-path-provisioner/${volume}`, type: 'DirectoryOrCreate' },
    },
  });
  cluster.tell(claim, 'ProvisioningSucceeded', `Successfully provisioned volume ${volume}`, provisioner);
  const made = cluster.get<PersistentVolume>(volumes, '', volume);
  if (made) bind(cluster, claim, made);
}
