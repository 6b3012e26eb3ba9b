/**
 * How the lists and maps of built-in kinds merge, by the path where they stand. Facts from the API reference: the patch
 * merge key of strategic merge, the list-map keys of server-side apply, and the maps that are one value.
 */

export interface ListRule {
  /** The key of strategic merge; absent where that replaces the list. */
  readonly patchKey?: string;
  /** The keys of server-side apply; absent where that takes the list as one value. */
  readonly keys?: readonly string[];
  /** A set of plain values. */
  readonly set?: boolean;
}

const by = (...keys: string[]): ListRule => ({ patchKey: keys[0]!, keys });

/** By the last field names of the path, the longer entry first. */
const rules: Readonly<Record<string, ListRule>> = {
  containers: by('name'),
  initContainers: by('name'),
  ephemeralContainers: by('name'),
  env: by('name'),
  volumes: by('name'),
  imagePullSecrets: by('name'),
  resourceClaims: by('name'),
  webhooks: by('name'),
  volumeMounts: by('mountPath'),
  volumeDevices: by('devicePath'),
  hostAliases: by('ip'),
  podIPs: by('ip'),
  hostIPs: by('ip'),
  conditions: by('type'),
  ownerReferences: by('uid'),
  topologySpreadConstraints: by('topologyKey', 'whenUnsatisfiable'),
  finalizers: { set: true },
  'containers/ports': by('containerPort', 'protocol'),
  'initContainers/ports': by('containerPort', 'protocol'),
  'spec/ports': by('port', 'protocol'),
  'spec/taints': { patchKey: 'key' },
  'status/addresses': by('type'),
  '/secrets': by('name'),
};

const atomicMaps = new Set([
  'selector',
  'labelSelector',
  'podSelector',
  'namespaceSelector',
  'nodeSelector',
  'configMapKeyRef',
  'secretKeyRef',
  'fieldRef',
  'resourceFieldRef',
  'scaleTargetRef',
  'claimRef',
  'roleRef',
  'involvedObject',
]);

/** The rule for the list at a path of field names (indexes left out); nothing for lists that are one value. */
export function listRule(path: readonly string[]): ListRule | undefined {
  const last = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  return rules[`${parent}/${last}`] ?? rules[last];
}

export const isAtomicMap = (path: readonly string[]): boolean => atomicMaps.has(path.at(-1) ?? '');

const keyDefaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** What tells an element of a keyed list from the others. */
export const elementKey = (element: Readonly<Record<string, unknown>>, keys: readonly string[]): string =>
  JSON.stringify(Object.fromEntries([...keys].sort().map((key) => [key, element[key] ?? keyDefaults[key] ?? ''])));
