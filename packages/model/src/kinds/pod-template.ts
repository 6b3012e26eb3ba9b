/**
 * What a pod spec refers to, in a pod or in a workload's template, each reference with the field path where it stands.
 * Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */

import type { Container, EphemeralContainer, PodSpec, Volume } from 'kubernetes-types/core/v1.d.ts';
import type { Provenance } from '../graph/edge.ts';
import { serviceOf } from './env-host.ts';
import type { FieldRef, NameRef } from './link.ts';
import type { KubeObject } from './object.ts';

type AnyContainer = Container | EphemeralContainer;
type Spec = PodSpec | undefined;

/** The four places where a container or a volume names a config map, and where it names a secret. */
const places = {
  configmap: { key: 'configMapKeyRef', all: 'configMapRef', volume: 'configMap', name: 'name' },
  secret: { key: 'secretKeyRef', all: 'secretRef', volume: 'secret', name: 'secretName' },
} as const;

type Places = (typeof places)[keyof typeof places];

const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const;

export function configmapRefs(spec: Spec, path: string): readonly NameRef[] {
  const refs: NameRef[] = [];
  if (spec !== undefined) configRefs(spec, path, places.configmap, refs);
  return refs;
}

/** Secrets read by containers, mounted, read by volume drivers to reach their storage, or used to pull images. */
export function secretRefs(spec: Spec, path: string): readonly NameRef[] {
  const refs: NameRef[] = [];
  if (spec === undefined) return refs;
  configRefs(spec, path, places.secret, refs);
  const { volumes = [], imagePullSecrets = [] } = spec;
  for (let at = 0; at < volumes.length; at++) driverRefs(spec, volumes[at] as Volume, at, path, refs);
  for (let at = 0; at < imagePullSecrets.length; at++) {
    add(refs, imagePullSecrets[at]?.name, { Path: `${path}.imagePullSecrets[${at}].name` });
  }
  return refs;
}

/** Claims that the volumes mount. `owner` is the pod's name, which the names of generic ephemeral claims start with. */
export function claimRefs(spec: Spec, path: string, owner?: string): readonly NameRef[] {
  const refs: NameRef[] = [];
  const volumes = spec?.volumes ?? [];
  for (let at = 0; at < volumes.length; at++) {
    const volume = volumes[at] as Volume;
    const { persistentVolumeClaim: claim, ephemeral, name } = volume;
    if (spec === undefined || (claim === undefined && ephemeral === undefined)) continue;
    const mounts = mountsOf(spec, volume);
    const readOnly = claim?.readOnly ? { ReadOnly: true } : {};
    const where = `${path}.volumes[${at}]`;
    add(refs, claim?.claimName, { Path: `${where}.persistentVolumeClaim.claimName`, ...mounts, ...readOnly });
    if (ephemeral?.volumeClaimTemplate !== undefined && owner !== undefined) {
      add(refs, `${owner}-${name}`, { Path: `${where}.ephemeral.volumeClaimTemplate`, ...mounts });
    }
  }
  return refs;
}

function add(refs: NameRef[], name: string | undefined, why: Provenance, optional = false): void {
  if (!name) return;
  refs.push(optional ? { name, why: { ...why, Optional: true }, optional } : { name, why });
}

function configRefs(spec: PodSpec, path: string, place: Places, refs: NameRef[]): void {
  for (const list of lists) {
    const containers = spec[list];
    if (containers === undefined) continue;
    for (let at = 0; at < containers.length; at++) {
      environmentRefs(containers[at] as AnyContainer, `${path}.${list}[${at}]`, place, refs);
    }
  }
  const volumes = spec.volumes ?? [];
  for (let at = 0; at < volumes.length; at++) volumeRefs(spec, volumes[at] as Volume, at, path, place, refs);
}

function environmentRefs(container: AnyContainer, path: string, place: Places, refs: NameRef[]): void {
  // By index: this runs for every variable of every pod.
  const { env = [], envFrom = [] } = container;
  for (let at = 0; at < env.length; at++) {
    const variable = env[at];
    if (variable?.valueFrom === undefined) continue;
    const ref = variable.valueFrom[place.key];
    if (ref === undefined) continue;
    const Path = `${path}.env[${at}].valueFrom.${place.key}.name`;
    add(refs, ref.name, { Path, Key: ref.key, Container: container.name, Env: variable.name }, ref.optional);
  }
  for (let at = 0; at < envFrom.length; at++) {
    const ref = envFrom[at]?.[place.all];
    if (ref === undefined) continue;
    const why = { Path: `${path}.envFrom[${at}].${place.all}.name`, Container: container.name };
    add(refs, ref.name, why, ref.optional);
  }
}

function volumeRefs(spec: PodSpec, volume: Volume, at: number, path: string, place: Places, refs: NameRef[]): void {
  const source = volume[place.volume] as { name?: string; secretName?: string; items?: Items; optional?: boolean };
  if (source !== undefined) {
    const why = { Path: `${path}.volumes[${at}].${place.volume}.${place.name}`, ...keysOf(source.items) };
    add(refs, source[place.name], { ...why, ...mountsOf(spec, volume) }, source.optional);
  }
  if (volume.projected === undefined) return;
  const { sources = [] } = volume.projected;
  for (let index = 0; index < sources.length; index++) {
    const ref = sources[index]?.[place.volume];
    if (ref === undefined) continue;
    const where = `${path}.volumes[${at}].projected.sources[${index}].${place.volume}.name`;
    add(refs, ref.name, { Path: where, ...keysOf(ref.items), ...mountsOf(spec, volume) }, ref.optional);
  }
}

const drivers = ['cephfs', 'cinder', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'] as const;

function driverRefs(spec: PodSpec, volume: Volume, at: number, template: string, refs: NameRef[]): void {
  // Most volumes are of these kinds, and name no driver.
  if (volume.projected ?? volume.configMap ?? volume.secret ?? volume.emptyDir) return;
  const path = `${template}.volumes[${at}]`;
  for (const driver of drivers) {
    const ref = volume[driver]?.secretRef;
    if (ref !== undefined) add(refs, ref.name, { Path: `${path}.${driver}.secretRef.name`, ...mountsOf(spec, volume) });
  }
  const { csi, azureFile } = volume;
  if (csi?.nodePublishSecretRef !== undefined) {
    const why = { Path: `${path}.csi.nodePublishSecretRef.name`, ...mountsOf(spec, volume) };
    add(refs, csi.nodePublishSecretRef.name, why);
  }
  if (azureFile !== undefined) {
    add(refs, azureFile.secretName, { Path: `${path}.azureFile.secretName`, ...mountsOf(spec, volume) });
  }
}

type Items = readonly { readonly key: string }[] | undefined;

const keysOf = (items: Items): { Key?: string } =>
  items?.length ? { Key: items.map(({ key }) => key).join(',') } : {};

interface MountFacts {
  readonly Volume: string;
  /** `web:/etc/config,init:/etc/config`, where containers mount it. */
  readonly Mounts?: string;
  readonly ReadOnly?: boolean;
  /** Containers that mount a single path of it, which is never refreshed. */
  readonly SubPath?: string;
}

/**
 * The volume that the API server adds to each pod has a random end, which would make every pod say something else.
 * https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
 */
const admitted = /^(kube-api-access)-[a-z0-9]{5}$/;

/** Where the containers mount a volume; read-only where all of them say so. */
function mountsOf(spec: PodSpec, volume: Volume): MountFacts {
  const mounts: string[] = [];
  const frozen: string[] = [];
  let readOnly = true;
  for (const list of lists) {
    for (const container of spec[list] ?? []) {
      for (const mount of container.volumeMounts ?? []) {
        if (mount.name !== volume.name) continue;
        mounts.push(`${container.name}:${mount.mountPath}`);
        if (mount.subPath || mount.subPathExpr) frozen.push(container.name);
        readOnly &&= mount.readOnly === true;
      }
    }
  }
  const name = volume.name.replace(admitted, '$1');
  if (mounts.length === 0) return { Volume: name };
  const subPath = frozen.length > 0 ? { SubPath: frozen.join(',') } : {};
  return { Volume: name, Mounts: mounts.join(','), ...(readOnly ? { ReadOnly: true } : {}), ...subPath };
}

/** The account that a pod runs as, where it is named; the API names one in every pod that it admits. */
export function accountRefs(spec: Spec, path: string): readonly NameRef[] {
  const name = spec?.serviceAccountName || spec?.serviceAccount;
  return name ? [{ name, why: { Path: `${path}.serviceAccountName` } }] : [];
}

export function priorityRefs(spec: Spec, path: string): readonly NameRef[] {
  const name = spec?.priorityClassName;
  return name ? [{ name, why: { Path: `${path}.priorityClassName` } }] : [];
}

export function runtimeRefs(spec: Spec, path: string): readonly NameRef[] {
  const name = spec?.runtimeClassName;
  return name ? [{ name, why: { Path: `${path}.runtimeClassName` } }] : [];
}

/** What redaction leaves of a variable whose value names a host of the cluster. */
interface Variable {
  readonly name: string;
  readonly host?: string;
}

/** Services that variables of its containers name, as `name.namespace`. */
export function calledServices(spec: Spec, path: string, namespace: string): readonly FieldRef[] {
  const refs: FieldRef[] = [];
  for (const list of ['initContainers', 'containers'] as const) {
    for (const [at, container] of (spec?.[list] ?? []).entries()) {
      for (const [index, { name, host }] of ((container.env ?? []) as readonly Variable[]).entries()) {
        if (host === undefined) continue;
        const Path = `${path}.${list}[${at}].env[${index}].value`;
        refs.push({ value: serviceOf(host, namespace), why: { Path, Container: container.name, Env: name } });
      }
    }
  }
  return refs;
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
