/** A node of the graph: one resource, or a place that a reference points to. */

import type { Metadata } from '@canopy/gremlin/reader';
import type { Status } from './status.ts';

export type Labels = Readonly<Record<string, string>>;

/** Summary fields of a kind, as `Metadata.K8s.*` shows them. */
export type Fields = Readonly<Record<string, unknown>>;

/** Everything a node says, as plain JSON: what crosses the wire and what a node is made from. */
export interface NodeData {
  readonly id: string;
  readonly cluster: string;
  /** Who declares the kind: `k8s`, `istio`. */
  readonly manager: string;
  readonly type: string;
  /** Empty for what belongs to no namespace. */
  readonly namespace: string;
  readonly name: string;
  /** Flat; keys with dots stay whole. */
  readonly labels: Labels;
  readonly status: Status;
  readonly fields: Fields;
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export class GraphNode implements NodeData {
  readonly id: string;
  readonly cluster: string;
  readonly manager: string;
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly status: Status;
  readonly fields: Fields;
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;

  constructor(data: NodeData) {
    this.id = data.id;
    this.cluster = data.cluster;
    this.manager = data.manager;
    this.type = data.type;
    this.namespace = data.namespace;
    this.name = data.name;
    this.labels = data.labels;
    this.status = data.status;
    this.fields = data.fields;
    this.revision = data.revision;
    this.createdAt = data.createdAt;
    this.updatedAt = data.updatedAt;
  }

  /** The tree that queries and `POST /api/topology` see; built on demand. */
  get metadata(): Metadata {
    const { status } = this;
    return {
      Manager: this.manager,
      Type: this.type,
      Name: this.name,
      ...(this.cluster === '' ? {} : { ClusterName: this.cluster }),
      State: status.state,
      Health: status.health,
      ...(status.reason === undefined ? {} : { Reason: status.reason }),
      ...(status.message === undefined ? {} : { Message: status.message }),
      ...(status.since === undefined ? {} : { Since: status.since }),
      K8s: { Name: this.name, Namespace: this.namespace, Labels: this.labels, ...this.fields },
    };
  }

  /** Without the getter, for JSON. */
  toJSON(): NodeData {
    return { ...this };
  }
}
