/** Random clusters for the property test of traffic: small universes, so that everything hits, misses and collides. */

import { pick, type Random } from '../../../testing/random-objects.ts';

const spaces = ['a', 'b', 'c'] as const;
export const ports = [80, 81, 90, 443] as const;
const names = ['http', 'admin'] as const;
const cidrs = [
  '10.0.0.0/8',
  '10.0.1.0/24',
  '10.0.0.0/30',
  '0.0.0.0/0',
  '192.168.0.0/16',
  '10.0.1.2/32',
  '8.8.8.0/24',
  'fd00::/8',
];
export const addresses = ['8.8.8.8', '192.168.0.1', '192.168.0.2', '10.0.7.7', 'fd00::5'];
const transports = ['TCP', 'TCP', 'TCP', 'UDP', 'SCTP'];

const maybe = (random: Random, share: number): boolean => random() < share;
const some = <T>(random: Random, most: number, make: () => T, least = 0): T[] =>
  Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, make);

export function randomLabels(random: Random): Record<string, string> {
  const labels: Record<string, string> = {};
  if (maybe(random, 0.8)) labels.app = pick(random, ['x', 'y', 'z']);
  if (maybe(random, 0.5)) labels.tier = pick(random, ['p', 'q']);
  return labels;
}

function selector(random: Random): object {
  if (maybe(random, 0.25)) return {};
  const matchLabels = maybe(random, 0.6)
    ? { matchLabels: { [pick(random, ['app', 'tier'])]: pick(random, ['x', 'y', 'p']) } }
    : {};
  const operator = pick(random, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
  const values = operator.endsWith('In')
    ? { values: some(random, 2, () => pick(random, ['x', 'y', 'p', 'q']), 1) }
    : {};
  const expression = { key: pick(random, ['app', 'tier']), operator, ...values };
  return { ...matchLabels, ...(maybe(random, 0.4) ? { matchExpressions: [expression] } : {}) };
}

function spaceSelector(random: Random): object {
  const key = 'kubernetes.io/metadata.name';
  return maybe(random, 0.3) ? { matchLabels: { [key]: pick(random, spaces) } } : selector(random);
}

export function randomNamespace(random: Random, name: string): object {
  const labels = maybe(random, 0.5)
    ? { 'kubernetes.io/metadata.name': name, ...randomLabels(random) }
    : randomLabels(random);
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, uid: `ns-${name}`, labels },
    status: { phase: 'Active' },
  };
}

export const namespaces = spaces;

export function randomNode(random: Random, at: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `n${at}`, uid: `node-${at}`, labels: randomLabels(random) },
    status: {
      addresses: [{ type: 'InternalIP', address: `192.168.0.${at}` }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

export function randomPod(random: Random, at: number): object {
  const node = 1 + Math.floor(random() * 2);
  const hostNetwork = maybe(random, 0.12);
  const declared = () => ({
    ...(maybe(random, 0.7) ? { name: pick(random, names) } : {}),
    containerPort: pick(random, ports),
    ...(maybe(random, 0.3) ? { protocol: pick(random, transports) } : {}),
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${at}`, namespace: pick(random, spaces), uid: `pod-${at}`, labels: randomLabels(random) },
    spec: {
      nodeName: `n${node}`,
      ...(hostNetwork ? { hostNetwork } : {}),
      containers: some(random, 2, () => ({ name: 'c', ports: some(random, 2, declared) }), 1),
    },
    status: {
      phase: maybe(random, 0.06) ? pick(random, ['Succeeded', 'Failed']) : 'Running',
      podIP: hostNetwork ? `192.168.0.${node}` : `10.0.${at % 2}.${at}`,
    },
  };
}

function block(random: Random): object {
  const cidr = pick(random, cidrs);
  const holes = ['10.0.1.0/25', '10.0.0.2/32', '8.8.8.8/32'];
  return { cidr, ...(maybe(random, 0.4) ? { except: some(random, 2, () => pick(random, holes), 1) } : {}) };
}

function peer(random: Random): object {
  if (maybe(random, 0.25)) return { ipBlock: block(random) };
  const pods = maybe(random, 0.7);
  return {
    ...(pods ? { podSelector: selector(random) } : {}),
    ...(!pods || maybe(random, 0.4) ? { namespaceSelector: spaceSelector(random) } : {}),
  };
}

function port(random: Random): object {
  const protocol = maybe(random, 0.4) ? { protocol: pick(random, transports) } : {};
  if (maybe(random, 0.15)) return protocol;
  if (maybe(random, 0.25)) return { ...protocol, port: pick(random, names) };
  const first = pick(random, ports);
  return { ...protocol, port: first, ...(maybe(random, 0.25) ? { endPort: first + Math.floor(random() * 12) } : {}) };
}

function rule(random: Random, field: 'from' | 'to'): object {
  return {
    ...(maybe(random, 0.85) ? { [field]: some(random, 2, () => peer(random)) } : {}),
    ...(maybe(random, 0.6) ? { ports: some(random, 2, () => port(random)) } : {}),
  };
}

export function randomPolicy(random: Random, at: number): object {
  const types = pick(random, [undefined, undefined, ['Ingress'], ['Egress'], ['Ingress', 'Egress'], []]);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `np${at}`, namespace: pick(random, spaces), uid: `np-${at}` },
    spec: {
      podSelector: selector(random),
      ...(types === undefined ? {} : { policyTypes: types }),
      ...(maybe(random, 0.7) ? { ingress: some(random, 2, () => rule(random, 'from')) } : {}),
      ...(maybe(random, 0.5) ? { egress: some(random, 2, () => rule(random, 'to')) } : {}),
    },
  };
}

function adminPeer(random: Random, way: 'from' | 'to'): object {
  if (way === 'to' && maybe(random, 0.15)) return { networks: some(random, 2, () => pick(random, cidrs), 1) };
  if (way === 'to' && maybe(random, 0.1)) return { nodes: selector(random) };
  if (maybe(random, 0.5)) return { namespaces: spaceSelector(random) };
  return { pods: { namespaceSelector: spaceSelector(random), podSelector: selector(random) } };
}

function adminPort(random: Random): object {
  if (maybe(random, 0.2)) return { namedPort: pick(random, names) };
  const protocol = pick(random, transports);
  const first = pick(random, ports);
  return maybe(random, 0.3)
    ? { portRange: { protocol, start: first, end: first + 9 } }
    : { portNumber: { protocol, port: first } };
}

function newerPort(random: Random): object {
  if (maybe(random, 0.2)) return { destinationNamedPort: pick(random, names) };
  const first = pick(random, ports);
  const destinationPort = maybe(random, 0.3) ? { range: { start: first, end: first + 9 } } : { number: first };
  return { [pick(random, transports).toLowerCase()]: { destinationPort } };
}

/** `at` is also its priority, so that the order is never open. */
export function randomAdminPolicy(random: Random, at: number): object {
  const kind = pick(random, ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy', 'ClusterNetworkPolicy']);
  const isNewer = kind === 'ClusterNetworkPolicy';
  const actions = [isNewer ? 'Accept' : 'Allow', 'Deny', kind === 'BaselineAdminNetworkPolicy' ? 'Deny' : 'Pass'];
  const rules = (field: 'from' | 'to') =>
    some(random, 2, () => ({
      action: pick(random, actions),
      [field]: some(random, 2, () => adminPeer(random, field), 1),
      ...(maybe(random, 0.6)
        ? { [isNewer ? 'protocols' : 'ports']: some(random, 2, () => (isNewer ? newerPort : adminPort)(random), 1) }
        : {}),
    }));
  return {
    apiVersion: `policy.networking.k8s.io/${isNewer ? 'v1alpha2' : 'v1alpha1'}`,
    kind,
    metadata: { name: `anp${at}`, uid: `anp-${at}` },
    spec: {
      ...(isNewer ? { tier: pick(random, ['Admin', 'Baseline']) } : {}),
      priority: at,
      subject: adminPeer(random, 'from'),
      ingress: rules('from'),
      egress: rules('to'),
    },
  };
}
