/** Objects to nodes: what a kind declares of an object, in the shape of the graph. */

import { obtain } from '../../base/obtain.ts';
import type { NodeInput } from '../../graph/node.ts';
import type { Status } from '../../graph/status.ts';
import type { Kind, Part } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { KindTable } from '../2-objects/kind-table.ts';
import { LabelPool, NO_LABELS } from '../2-objects/label-pool.ts';
import { FieldReader } from './field-reader.ts';
import { partId, placeId } from './node-id.ts';

export function statusOf(kind: Kind, object: unknown): Status {
  try {
    return kind.status(object as KubeObject);
  } catch (error) {
    if (error instanceof TypeError) return { state: 'UNKNOWN', health: 'unknown', reason: 'Unreadable' };
    throw error;
  }
}

/** Makes the nodes of one cluster's objects. */
export class NodeBuilder {
  readonly #cluster: string;
  readonly #kinds: KindTable;
  readonly #labels = new LabelPool();
  readonly #names = new Map<string, string>();
  readonly #readers = new Map<Kind, FieldReader>();
  #created = { text: '', time: Number.NaN };

  constructor(cluster: string, kinds: KindTable) {
    this.#cluster = cluster;
    this.#kinds = kinds;
  }

  node(kind: Kind, object: KubeObject, status: Status): NodeInput {
    const { uid, namespace = '', name, labels, creationTimestamp } = object.metadata;
    return this.#make(kind, object, {
      id: uid,
      namespace: this.#shared(namespace),
      name,
      labels: this.#labels.share(labels),
      status,
      createdAt: creationTimestamp === undefined ? Number.NaN : this.#timeOf(creationTimestamp),
    });
  }

  /** A part has its parent's namespace and creation, and its labels where it says so. */
  part(parent: NodeInput, part: Part): NodeInput {
    const kind = this.#kinds.resolve(part.kind, true);
    return this.#make(kind, part.object as KubeObject, {
      id: partId(parent.id, part.name),
      namespace: parent.namespace,
      name: this.#shared(part.name),
      labels: part.inheritLabels ? parent.labels : NO_LABELS,
      status: statusOf(kind, part.object),
      createdAt: parent.createdAt ?? Number.NaN,
    });
  }

  #make(kind: Kind, object: KubeObject, own: OwnFacts): NodeInput {
    const { id, namespace, name, labels, status, createdAt } = own;
    const { manager, type } = kind;
    const cluster = this.#cluster;
    const fields = obtain(this.#readers, kind, () => new FieldReader(kind)).read(object);
    return Number.isNaN(createdAt)
      ? { id, cluster, manager, type, namespace, name, labels, status, fields }
      : { id, cluster, manager, type, namespace, name, labels, status, fields, createdAt };
  }

  /** Names of namespaces and containers: a few, each in many objects. */
  #shared(name: string): string {
    if (this.#names.size >= MOST_NAMES) this.#names.clear();
    return obtain(this.#names, name, () => name);
  }

  /** Replicas are made in the same second, and listed one after the other. */
  #timeOf(text: string): number {
    if (this.#created.text !== text) this.#created = { text, time: Date.parse(text) };
    return this.#created.time;
  }
}

const MOST_NAMES = 50_000;

/** What a node does not have from its kind; `createdAt` is not a number where nobody knows. */
type OwnFacts = Required<Pick<NodeInput, 'id' | 'namespace' | 'name' | 'labels' | 'status' | 'createdAt'>>;

/** The node of a place without an object: missing, not known because its kind is not watched, or virtual. */
export function placeNode(cluster: string, kind: Kind, namespace: string, name: string, status: Status): NodeInput {
  const id = placeId(cluster, kind.key, namespace, name);
  return {
    id,
    cluster,
    manager: kind.manager,
    type: kind.type,
    namespace,
    name,
    labels: NO_LABELS,
    status,
    fields: kind.virtual ? new FieldReader(kind).read({ metadata: { name, uid: '' } }) : {},
  };
}

/** Objects come from outside and may lack anything; what a declaration cannot read is absent. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
