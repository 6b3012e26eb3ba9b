/** What a pod needs before it can start: its volumes, and the keys that its environment names. */

import type { ConfigMap, Container, PersistentVolumeClaim } from 'kubernetes-types/core/v1.d.ts';
import type { Cluster, Stored } from '../cluster.ts';
import { claimNames } from './claims.ts';
import type { StoredPod } from './state.ts';

/** Secrets have no `binaryData`; for looking up keys they are config maps. */
type Holder = Stored<ConfigMap>;

const has = (object: Holder, key: string): boolean =>
  object.data?.[key] !== undefined || object.binaryData?.[key] !== undefined;

interface Need {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
}

function lookUp(cluster: Cluster, namespace: string, { kind, name }: Need): Holder | undefined {
  return cluster.get<ConfigMap>(kind === 'Secret' ? 'secrets' : 'configmaps', namespace, name);
}

function volumeNeeds(pod: StoredPod): (Need & { readonly volume: string })[] {
  return (pod.spec?.volumes ?? []).flatMap((volume) => {
    const direct: (Need & { optional?: boolean })[] = [];
    const keys = (items: { key: string }[] | undefined) => (items ?? []).map((item) => item.key);
    const { configMap, secret, projected } = volume;
    if (configMap?.name)
      direct.push({
        kind: 'ConfigMap',
        name: configMap.name,
        keys: keys(configMap.items),
        optional: configMap.optional,
      });
    if (secret?.secretName)
      direct.push({ kind: 'Secret', name: secret.secretName, keys: keys(secret.items), optional: secret.optional });
    for (const source of projected?.sources ?? []) {
      const { configMap: map, secret: hidden } = source;
      if (map?.name) direct.push({ kind: 'ConfigMap', name: map.name, keys: keys(map.items), optional: map.optional });
      if (hidden?.name)
        direct.push({ kind: 'Secret', name: hidden.name, keys: keys(hidden.items), optional: hidden.optional });
    }
    return direct.filter((need) => !need.optional).map((need) => ({ ...need, volume: volume.name }));
  });
}

/** Why the volumes cannot be mounted; undefined when they can. */
export function mountTrouble(cluster: Cluster, pod: StoredPod): string | undefined {
  const { namespace = '' } = pod.metadata;
  for (const need of volumeNeeds(pod)) {
    const found = lookUp(cluster, namespace, need);
    const what = need.kind.toLowerCase();
    if (!found) return `MountVolume.SetUp failed for volume "${need.volume}" : ${what} "${need.name}" not found`;
    const missing = need.keys.find((key) => !has(found, key));
    if (missing)
      return `MountVolume.SetUp failed for volume "${need.volume}" : references non-existent ${what} key: ${missing}`;
  }
  for (const name of claimNames(pod)) {
    const claim = cluster.get<PersistentVolumeClaim>('persistentvolumeclaims', namespace, name);
    if (claim?.status?.phase !== 'Bound')
      return `Unable to attach or mount volumes: persistentvolumeclaim "${name}" ${claim ? 'is not bound' : 'not found'}`;
  }
  return undefined;
}

function environmentNeeds(container: Container): Need[] {
  const single = (container.env ?? []).flatMap(({ valueFrom }): Need[] => {
    const map = valueFrom?.configMapKeyRef;
    const secret = valueFrom?.secretKeyRef;
    if (map && !map.optional) return [{ kind: 'ConfigMap', name: map.name ?? '', keys: [map.key] }];
    return secret && !secret.optional ? [{ kind: 'Secret', name: secret.name ?? '', keys: [secret.key] }] : [];
  });
  const whole = (container.envFrom ?? []).flatMap(({ configMapRef, secretRef }): Need[] => {
    if (configMapRef && !configMapRef.optional) return [{ kind: 'ConfigMap', name: configMapRef.name ?? '', keys: [] }];
    return secretRef && !secretRef.optional ? [{ kind: 'Secret', name: secretRef.name ?? '', keys: [] }] : [];
  });
  return [...whole, ...single];
}

/** Why a container cannot be configured, in the words of the kubelet; undefined when it can. */
export function configTrouble(cluster: Cluster, pod: StoredPod, container: Container): string | undefined {
  const { namespace = '' } = pod.metadata;
  for (const need of environmentNeeds(container)) {
    const found = lookUp(cluster, namespace, need);
    if (!found) return `${need.kind.toLowerCase()} "${need.name}" not found`;
    const missing = need.keys.find((key) => !has(found, key));
    if (missing) return `couldn't find key ${missing} in ${need.kind} ${namespace}/${need.name}`;
  }
  return undefined;
}
