/**
 * What a pod spec refers to, in a pod or in a workload's template, each reference with the field path where it stands.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */

import type { Container, EphemeralContainer, PodSpec, Volume } from 'kubernetes-types/core/v1.d.ts';
import type { NameRef } from './link.ts';
import type { KubeObject } from './object.ts';

/** The kinds of references that are found inside containers and volumes. */
export interface SpecRefs {
  readonly configmaps: NameRef[];
  readonly secrets: NameRef[];
  readonly claims: NameRef[];
}

type AnyContainer = Container | EphemeralContainer;

/** Every container of a spec with its path, in the order in which the API lists them. */
export function containersOf(spec: PodSpec, path: string): readonly { container: AnyContainer; path: string }[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;
  return lists.flatMap((list) =>
    (spec[list] ?? []).map((container, at) => ({ container, path: `${path}.${list}[${at}]` })),
  );
}

/** ConfigMaps, secrets and claims of a pod spec. `owner` is the pod's name, which generic ephemeral claims start with. */
export function specRefs(spec: PodSpec | undefined, path: string, owner?: string): SpecRefs {
  const refs: SpecRefs = { configmaps: [], secrets: [], claims: [] };
  if (spec === undefined) return refs;
  for (const each of containersOf(spec, path)) environmentRefs(each.container, each.path, refs);
  for (const [at, volume] of (spec.volumes ?? []).entries()) {
    const why = mountsOf(spec, volume);
    configVolumeRefs(volume, `${path}.volumes[${at}]`, why, refs);
    claimRefs(volume, `${path}.volumes[${at}]`, why, refs, owner);
    driverRefs(volume, `${path}.volumes[${at}]`, why, refs);
  }
  for (const [at, secret] of (spec.imagePullSecrets ?? []).entries()) {
    add(refs.secrets, secret.name, { Path: `${path}.imagePullSecrets[${at}].name` });
  }
  return refs;
}

function add(list: NameRef[], name: string | undefined, why: NameRef['why'], optional = false): void {
  if (!name) return;
  list.push(optional ? { name, why: { ...why, Optional: true }, optional } : { name, why });
}

function environmentRefs(container: AnyContainer, path: string, refs: SpecRefs): void {
  for (const [at, { name: variable, valueFrom }] of (container.env ?? []).entries()) {
    const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
    for (const [ref, field, list] of [
      [configMapKeyRef, 'configMapKeyRef', refs.configmaps],
      [secretKeyRef, 'secretKeyRef', refs.secrets],
    ] as const) {
      if (ref === undefined) continue;
      const why = { Path: `${path}.env[${at}].valueFrom.${field}.name`, Key: ref.key };
      add(list, ref.name, { ...why, Container: container.name, Env: variable }, ref.optional);
    }
  }
  for (const [at, { configMapRef, secretRef }] of (container.envFrom ?? []).entries()) {
    const where = `${path}.envFrom[${at}]`;
    const inside = { Container: container.name };
    add(refs.configmaps, configMapRef?.name, { Path: `${where}.configMapRef.name`, ...inside }, configMapRef?.optional);
    add(refs.secrets, secretRef?.name, { Path: `${where}.secretRef.name`, ...inside }, secretRef?.optional);
  }
}

interface VolumeFacts {
  readonly Volume: string;
  /** `web:/etc/config,init:/etc/config`, where containers mount it. */
  readonly Mounts?: string;
  readonly ReadOnly?: boolean;
}

/** Where the containers mount a volume; read-only where all of them say so. */
function mountsOf(spec: PodSpec, volume: Volume): VolumeFacts {
  const mounts: string[] = [];
  let readOnly = true;
  for (const list of [spec.initContainers, spec.containers, spec.ephemeralContainers]) {
    for (const container of list ?? []) {
      for (const mount of container.volumeMounts ?? []) {
        if (mount.name !== volume.name) continue;
        mounts.push(`${container.name}:${mount.mountPath}`);
        readOnly &&= mount.readOnly === true;
      }
    }
  }
  if (mounts.length === 0) return { Volume: volume.name };
  return { Volume: volume.name, Mounts: mounts.join(','), ...(readOnly ? { ReadOnly: true } : {}) };
}

type Items = readonly { readonly key: string }[] | undefined;

const keysOf = (items: Items): { Key?: string } =>
  items?.length ? { Key: items.map(({ key }) => key).join(',') } : {};

function configVolumeRefs(volume: Volume, path: string, why: VolumeFacts, refs: SpecRefs): void {
  const { configMap, secret, projected } = volume;
  if (configMap !== undefined) {
    const at = { Path: `${path}.configMap.name`, ...keysOf(configMap.items), ...why };
    add(refs.configmaps, configMap.name, at, configMap.optional);
  }
  if (secret !== undefined) {
    const at = { Path: `${path}.secret.secretName`, ...keysOf(secret.items), ...why };
    add(refs.secrets, secret.secretName, at, secret.optional);
  }
  for (const [at, source] of (projected?.sources ?? []).entries()) {
    for (const [ref, field, list] of [
      [source.configMap, 'configMap', refs.configmaps],
      [source.secret, 'secret', refs.secrets],
    ] as const) {
      const where = { Path: `${path}.projected.sources[${at}].${field}.name`, ...keysOf(ref?.items), ...why };
      add(list, ref?.name, where, ref?.optional);
    }
  }
}

function claimRefs(volume: Volume, path: string, why: VolumeFacts, refs: SpecRefs, owner?: string): void {
  const { persistentVolumeClaim: claim, ephemeral } = volume;
  const readOnly = claim?.readOnly ? { ReadOnly: true } : {};
  add(refs.claims, claim?.claimName, { Path: `${path}.persistentVolumeClaim.claimName`, ...why, ...readOnly });
  if (ephemeral?.volumeClaimTemplate !== undefined && owner !== undefined) {
    add(refs.claims, `${owner}-${volume.name}`, { Path: `${path}.ephemeral.volumeClaimTemplate`, ...why });
  }
}

/** Secrets that volume drivers read to reach their storage. */
function driverRefs(volume: Volume, path: string, why: VolumeFacts, refs: SpecRefs): void {
  for (const driver of ['cephfs', 'cinder', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'] as const) {
    add(refs.secrets, volume[driver]?.secretRef?.name, { Path: `${path}.${driver}.secretRef.name`, ...why });
  }
  const csi = volume.csi?.nodePublishSecretRef?.name;
  add(refs.secrets, csi, { Path: `${path}.csi.nodePublishSecretRef.name`, ...why });
  add(refs.secrets, volume.azureFile?.secretName, { Path: `${path}.azureFile.secretName`, ...why });
}

/** The account that a pod runs as. Where none is named it is `default`, whose absence is the cluster's way. */
export function accountRefs(spec: PodSpec | undefined, path: string): readonly NameRef[] {
  if (spec === undefined) return [];
  const name = spec.serviceAccountName || spec.serviceAccount;
  const why = { Path: `${path}.serviceAccountName` };
  return name ? [{ name, why }] : [{ name: 'default', why, optional: true }];
}

export function priorityRefs(spec: PodSpec | undefined, path: string): readonly NameRef[] {
  const name = spec?.priorityClassName;
  return name ? [{ name, why: { Path: `${path}.priorityClassName` } }] : [];
}

export function runtimeRefs(spec: PodSpec | undefined, path: string): readonly NameRef[] {
  const name = spec?.runtimeClassName;
  return name ? [{ name, why: { Path: `${path}.runtimeClassName` } }] : [];
}

interface Workload extends KubeObject {
  readonly spec?: { readonly template?: { readonly spec?: PodSpec } };
}

const templates: ReadonlySet<string> = new Set(['Deployment', 'CronJob', 'Job', 'ReplicaSet', 'StatefulSet']);

/** The pod spec that a workload speaks for itself; one made by another workload leaves it to that one. */
export function templateOf(object: Workload): PodSpec | undefined {
  const controlled = object.metadata.ownerReferences?.some((owner) => owner.controller && templates.has(owner.kind));
  return controlled ? undefined : object.spec?.template?.spec;
}
