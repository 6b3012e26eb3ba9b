/** Small graphs for tests, said in a few words: a mirror with its places, and updates that go through both. */

import { type EdgeData, edgeId, Mirror, type NodeData, type Reader, type Status, type Update } from '@canopy/model';
import { Places } from '../graph/places.ts';

export const up: Status = { state: 'UP', health: 'healthy' };
export const crashed: Status = { state: 'DOWN', health: 'degraded', reason: 'CrashLoopBackOff' };

export function node(type: string, path: string, more: Partial<NodeData> = {}): NodeData {
  const [namespace, name] = path.includes('/') ? (path.split('/') as [string, string]) : ['', path];
  const plain = {
    cluster: 'c',
    manager: 'k8s',
    labels: {},
    status: up,
    fields: {},
    revision: 1,
    createdAt: 1,
    updatedAt: 1,
  };
  return { id: `${type}:${path}`, type, namespace, name, ...plain, ...more };
}

export function edge(from: string, relationType: string, to: string, more: Record<string, unknown> = {}): EdgeData {
  const metadata = { RelationType: relationType, ...more };
  return {
    id: edgeId(from, relationType, to),
    from,
    to,
    relationType,
    metadata,
    revision: 1,
    createdAt: 1,
    updatedAt: 1,
  };
}

export interface Change {
  readonly add?: readonly NodeData[];
  readonly change?: readonly NodeData[];
  readonly remove?: readonly string[];
  readonly link?: readonly EdgeData[];
  readonly unlink?: readonly string[];
}

export class World {
  readonly mirror = new Mirror();
  readonly places = new Places();
  #revision = 0;

  get reader(): Reader {
    return this.mirror.reader;
  }

  apply(change: Change): this {
    const update = updateOf(change, ++this.#revision);
    this.mirror.apply(update);
    this.places.apply(update, this.reader);
    return this;
  }

  /** The places as an indented list, holes as dots. */
  show(): string {
    const lines: string[] = [];
    const walk = (place = this.places.root, depth = 0): void => {
      for (const child of place.slots) {
        const sign = { stack: '*', shell: '?', object: '', root: '' }[child?.form ?? 'object'];
        lines.push(`${'  '.repeat(depth)}${child === undefined ? '.' : `${sign}${child.type} ${child.name}`}`);
        if (child !== undefined) walk(child, depth + 1);
      }
    };
    walk();
    return lines.join('\n');
  }
}

export function updateOf(
  { add = [], change = [], remove = [], link = [], unlink = [] }: Change,
  revision: number,
): Update {
  const ids = (list: readonly string[]) => list.map((id) => ({ id }));
  return {
    since: revision - 1,
    revision,
    time: revision,
    nodes: { added: add, changed: change, removed: ids(remove) },
    edges: { added: link, changed: [], removed: ids(unlink) },
  };
}

/** A deployment `web` with one replica set and so many pods, a service that selects them and a secret that they use. */
export function shop(pods: number): Change {
  const names = Array.from({ length: pods }, (_, index) => `shop/web-1-${index}`);
  return {
    add: [
      node('cluster', 'c'),
      node('namespace', 'shop'),
      node('deployment', 'shop/web'),
      node('replicaset', 'shop/web-1'),
      node('service', 'shop/web'),
      node('secret', 'shop/pass'),
      ...names.map((name) => node('pod', name)),
    ],
    link: [
      edge('deployment:shop/web', 'deployment', 'replicaset:shop/web-1'),
      ...names.flatMap((name) => [
        edge('replicaset:shop/web-1', 'replicaset', `pod:${name}`),
        edge('service:shop/web', 'service', `pod:${name}`),
        edge(`pod:${name}`, 'pod', 'secret:shop/pass'),
      ]),
    ],
  };
}
