/** A made-up cluster of any size, the same for the same seed: for looking at the picture without a server of its own. */

import type { EdgeData, NodeData, Status } from '@canopy/model';
import { edgeId } from '@canopy/model';

export interface TownOptions {
  readonly pods: number;
  readonly seed?: number;
}

export interface Town {
  readonly nodes: Map<string, NodeData>;
  readonly edges: Map<string, EdgeData>;
  /** Replaces one pod by a new one; what went and what came, as the wire says it. */
  replacePod(): { added: NodeData[]; removed: string[]; edges: { added: EdgeData[]; removed: string[] } };
}

const up: Status = { state: 'UP', health: 'healthy' };
const cluster = 'town';
const letters = 'bcdfghjklmnpqrstvwxz2456789';

class Builder {
  readonly nodes = new Map<string, NodeData>();
  readonly edges = new Map<string, EdgeData>();
  #state: number;
  #made = 0;

  constructor(seed: number) {
    this.#state = seed;
  }

  random(): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }

  hash(length: number): string {
    return Array.from({ length }, () => letters[Math.floor(this.random() * letters.length)]).join('');
  }

  node(type: string, namespace: string, name: string, more: Partial<NodeData> = {}): string {
    const id = `uid-${++this.#made}`;
    const time = 1_700_000_000_000;
    const plain = {
      cluster,
      manager: 'k8s',
      labels: {},
      status: up,
      fields: {},
      revision: 1,
      createdAt: time,
      updatedAt: time,
    };
    this.nodes.set(id, { id, type, namespace, name, ...plain, ...more });
    return id;
  }

  edge(from: string, relationType: string, to: string, more: Record<string, unknown> = {}, role = ''): string {
    const id = edgeId(from, relationType, to, role);
    const metadata = { RelationType: relationType, ...more };
    this.edges.set(id, { id, from, to, relationType, metadata, revision: 1, createdAt: 0, updatedAt: 0 });
    return id;
  }
}

const troubles: readonly Status[] = [
  {
    state: 'DOWN',
    health: 'degraded',
    reason: 'CrashLoopBackOff',
    message: 'back-off 40s restarting failed container',
  },
  { state: 'DOWN', health: 'progressing', reason: 'ContainerCreating' },
  { state: 'DOWN', health: 'degraded', reason: 'ImagePullBackOff', message: 'cannot pull image "web:lates"' },
  { state: 'UNKNOWN', health: 'unknown', reason: 'NodeLost' },
];

const names = ['shop', 'billing', 'search', 'media', 'ledger', 'mail', 'maps', 'chat', 'auth', 'docs'];
const parts = ['web', 'api', 'worker', 'cache', 'gateway', 'indexer', 'reviews', 'ratings', 'details', 'queue'];

export function makeTown({ pods, seed = 7 }: TownOptions): Town {
  const build = new Builder(seed);
  const root = build.node('cluster', '', cluster);
  const hosts = Array.from({ length: Math.max(3, Math.ceil(pods / 60)) }, (_, index) => {
    const id = build.node('node', '', `worker-${index + 1}`, {
      fields: { InternalIP: `10.0.${index >> 8}.${index & 255}` },
    });
    build.edge(root, 'ownership', id);
    return id;
  });
  const storage = build.node('storageclass', '', 'standard');
  build.edge(root, 'ownership', storage);
  let made = 0;
  for (let index = 0; made < pods; index++) {
    const name = `${names[index % names.length]}${index < names.length ? '' : `-${Math.floor(index / names.length)}`}`;
    made += district(build, { root, hosts, storage, name, most: Math.min(pods - made, Math.ceil(pods / 8) + 6) });
  }
  for (const name of ['kube-system', 'default']) {
    const id = build.node('namespace', '', name);
    build.edge(root, 'ownership', id);
    build.edge(id, 'ownership', build.node('configmap', name, 'kube-root-ca.crt'));
  }
  return { nodes: build.nodes, edges: build.edges, replacePod: () => replacePod(build) };
}

interface Site {
  readonly root: string;
  readonly hosts: readonly string[];
  readonly storage: string;
  readonly name: string;
  readonly most: number;
}

function district(build: Builder, site: Site): number {
  const space = build.node('namespace', '', site.name, { labels: { 'kubernetes.io/metadata.name': site.name } });
  build.edge(site.root, 'ownership', space);
  const own = (type: string, name: string, more: Partial<NodeData> = {}) => {
    const id = build.node(type, site.name, name, more);
    build.edge(space, 'ownership', id);
    return id;
  };
  let made = 0;
  for (let index = 0; index < parts.length && made < site.most; index++) {
    const part = parts[index]!;
    const replicas = Math.min(site.most - made, 1 + Math.floor(build.random() ** 3 * Math.max(6, site.most / 3)));
    const service = own('service', part, {
      fields: { ClusterIP: `10.96.${index}.${made & 255}`, ServiceType: 'ClusterIP' },
    });
    const secret = own('secret', `${part}-token`);
    const config = index % 2 === 0 ? own('configmap', `${part}-config`) : undefined;
    const deployment = own('deployment', part, { fields: { DesiredReplicas: replicas } });
    const replicaset = own('replicaset', `${part}-${build.hash(9)}`);
    build.edge(deployment, 'deployment', replicaset, {
      Why: [{ Path: 'metadata.ownerReferences[0]' }],
      Controller: true,
    });
    for (let copy = 0; copy < replicas; copy++) {
      const host = site.hosts[Math.floor(build.random() * site.hosts.length)]!;
      const pod = buildPod(build, { space, replicaset, host, part });
      build.edge(service, 'service', pod, { Why: [{ Path: 'spec.selector', Selector: `app=${part}` }] });
      build.edge(pod, 'pod', secret, { Why: [{ Path: 'spec.volumes[0].secret.secretName' }] });
      if (config !== undefined)
        build.edge(pod, 'pod', config, { Why: [{ Path: 'spec.containers[0].envFrom[0].configMapRef.name' }] });
    }
    made += replicas;
  }
  addPolicy(build, site, own);
  addClaim(build, site, own);
  return made;
}

function buildPod(build: Builder, at: { space: string; replicaset: string; host: string; part: string }): string {
  const { namespace, name } = build.nodes.get(at.replicaset)!;
  const status = build.random() < 0.04 ? troubles[Math.floor(build.random() * troubles.length)]! : up;
  const labels = { app: at.part, version: 'v1' };
  const pod = build.node('pod', namespace, `${name}-${build.hash(5)}`, {
    status,
    labels,
    fields: { IP: `10.1.${Math.floor(build.random() * 255)}.${Math.floor(build.random() * 255)}` },
  });
  build.edge(at.space, 'ownership', pod);
  build.edge(at.replicaset, 'replicaset', pod, { Why: [{ Path: 'metadata.ownerReferences[0]' }], Controller: true });
  build.edge(at.host, 'node', pod, { Why: [{ Path: 'spec.nodeName' }] });
  for (const container of [at.part, 'sidecar']) {
    build.edge(
      pod,
      'ownership',
      build.node('container', namespace, container, {
        status,
        labels,
        fields: { Image: `${container}:1.2`, Pod: name },
      }),
    );
  }
  return pod;
}

type Own = (type: string, name: string, more?: Partial<NodeData>) => string;

function addPolicy(build: Builder, { name }: Site, own: Own): void {
  const policy = own('networkpolicy', 'api-only-from-web');
  for (const [id, node] of build.nodes) {
    if (node.type !== 'pod' || node.namespace !== name) continue;
    const more = {
      PolicyType: 'ingress',
      PolicyTarget: 'allow',
      PolicyPorts: '8080',
      Why: [{ Path: 'spec.ingress[0]' }],
    };
    if (node.labels.app === 'api')
      build.edge(policy, 'networkpolicy', id, { ...more, PolicyPoint: 'begin' }, 'ingress/begin');
    if (node.labels.app === 'web')
      build.edge(policy, 'networkpolicy', id, { ...more, PolicyPoint: 'end' }, 'ingress/end');
  }
}

function addClaim(build: Builder, { root, storage, name }: Site, own: Own): void {
  const claim = own('persistentvolumeclaim', 'data');
  const volume = build.node('persistentvolume', '', `pv-${name}`);
  build.edge(root, 'ownership', volume);
  build.edge(claim, 'persistentvolumeclaim', volume);
  build.edge(storage, 'storageclass', claim);
  build.edge(storage, 'storageclass', volume);
  const status: Status = { state: 'DOWN', health: 'missing', reason: 'NotFound', message: 'no secret of this name' };
  const ghost = own('secret', 'mysql-pass', { status });
  const user = [...build.nodes.values()].find((node) => node.type === 'pod' && node.namespace === name);
  if (user === undefined) return;
  build.edge(user.id, 'pod', claim, { Why: [{ Path: 'spec.volumes[1].persistentVolumeClaim.claimName' }] });
  build.edge(user.id, 'pod', ghost, {
    Why: [{ Path: 'spec.containers[0].env[0].valueFrom.secretKeyRef', Key: 'password' }],
  });
}

function replacePod(build: Builder): ReturnType<Town['replacePod']> {
  const pods = [...build.nodes.values()].filter(({ type }) => type === 'pod');
  const old = pods[Math.floor(build.random() * pods.length)]!;
  const around = [...build.edges.values()].filter(({ from, to }) => from === old.id || to === old.id);
  const fresh = build.node('pod', old.namespace, `${old.name.slice(0, -5)}${build.hash(5)}`, {
    labels: old.labels,
    fields: old.fields,
  });
  const added: string[] = [fresh];
  const removed: string[] = [old.id];
  const edges: string[] = [];
  for (const edge of around) {
    let { from, to } = edge;
    if (from === old.id) from = fresh;
    if (to === old.id) to = fresh;
    if (edge.relationType === 'ownership' && from === fresh) {
      removed.push(edge.to);
      const container = build.nodes.get(edge.to)!;
      to = build.node('container', container.namespace, container.name, {
        labels: container.labels,
        fields: container.fields,
      });
      build.nodes.delete(edge.to);
      added.push(to);
    }
    build.edges.delete(edge.id);
    edges.push(build.edge(from, edge.relationType, to, { ...edge.metadata }, edge.id.split('|')[3] ?? ''));
  }
  build.nodes.delete(old.id);
  return {
    added: added.map((id) => build.nodes.get(id)!),
    removed,
    edges: { added: edges.map((id) => build.edges.get(id)!), removed: around.map(({ id }) => id) },
  };
}
