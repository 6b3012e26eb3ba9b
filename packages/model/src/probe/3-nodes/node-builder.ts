/** Objects to nodes: what a kind declares of an object, in the shape of the graph. */

import type { NodeInput } from '../../graph/node.ts';
import type { Status } from '../../graph/status.ts';
import { fieldKey, type Kind, type Part } from '../../kinds/define.ts';
import type { KubeObject } from '../../kinds/object.ts';
import type { KindTable } from '../2-objects/kind-table.ts';
import { LabelPool, NO_LABELS } from '../2-objects/label-pool.ts';
import { ValuePool } from '../2-objects/value-pool.ts';
import { partId, placeId } from './node-id.ts';

/** The summary fields of an object; a field that cannot be read is left out rather than stopping the probe. */
export function fieldsOf(kind: Kind, object: unknown, pool?: ValuePool): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const field of kind.fields) {
    const value = attempt(() => field.of(object as KubeObject));
    if (value !== undefined) fields[fieldKey(field)] = pool === undefined ? value : pool.share(value);
  }
  return fields;
}

export function statusOf(kind: Kind, object: unknown): Status {
  return (
    attempt(() => kind.status(object as KubeObject)) ?? { state: 'UNKNOWN', health: 'unknown', reason: 'Unreadable' }
  );
}

/** Makes the nodes of one cluster's objects. */
export class NodeBuilder {
  readonly #cluster: string;
  readonly #kinds: KindTable;
  readonly #labels = new LabelPool();
  readonly #values = new ValuePool();

  constructor(cluster: string, kinds: KindTable) {
    this.#cluster = cluster;
    this.#kinds = kinds;
  }

  node(kind: Kind, object: KubeObject, status: Status): NodeInput {
    const { uid, namespace = '', name, labels, creationTimestamp } = object.metadata;
    const created = creationTimestamp === undefined ? Number.NaN : Date.parse(creationTimestamp);
    return {
      id: uid,
      cluster: this.#cluster,
      manager: kind.manager,
      type: kind.type,
      namespace: this.#values.share(namespace),
      name,
      labels: this.#labels.share(labels),
      status,
      fields: fieldsOf(kind, object, this.#values),
      ...(Number.isNaN(created) ? {} : { createdAt: created }),
    };
  }

  /** A part has its parent's namespace and creation, and its labels where it says so. */
  part(parent: NodeInput, part: Part): NodeInput {
    const kind = this.#kinds.resolve(part.kind, true);
    return {
      id: partId(parent.id, part.name),
      cluster: parent.cluster,
      manager: kind.manager,
      type: kind.type,
      namespace: parent.namespace,
      name: this.#values.share(part.name),
      labels: part.inheritLabels ? parent.labels : NO_LABELS,
      status: statusOf(kind, part.object),
      fields: fieldsOf(kind, part.object, this.#values),
      ...(parent.createdAt === undefined ? {} : { createdAt: parent.createdAt }),
    };
  }
}

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
    fields: kind.virtual ? fieldsOf(kind, { metadata: { name, uid: '' } }) : {},
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
