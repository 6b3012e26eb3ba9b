/** A node of the graph: one resource, or a place that a reference points to. */

import type { Metadata } from '@canopy/gremlin/reader';
import type { Status } from './status.ts';

export type Labels = Readonly<Record<string, string>>;

/** Summary fields of a kind, as `Metadata.K8s.*` shows them; a key that starts with `Metadata.` stands beside `K8s`. */
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

/** One commit: shared by everything that changed in it. */
export interface Commit {
  revision: number;
  time: number;
}

/** A node as its maker knows it; `createdAt` where the object says when it was made. */
export type NodeInput = Omit<NodeData, 'revision' | 'createdAt' | 'updatedAt'> & { readonly createdAt?: number };

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
  readonly #updated: Commit;
  /** Whole seconds, which as small integers need no box of their own; the rest in a box, or all would get one. */
  readonly #created: number | { readonly time: number };

  constructor(data: NodeInput, updated: Commit, createdAt: number) {
    this.id = data.id;
    this.cluster = data.cluster;
    this.manager = data.manager;
    this.type = data.type;
    this.namespace = data.namespace;
    this.name = data.name;
    this.labels = data.labels;
    this.status = data.status;
    this.fields = data.fields;
    this.#updated = updated;
    this.#created = createdAt % 1000 === 0 ? createdAt / 1000 : { time: createdAt };
  }

  static from(data: NodeData): GraphNode {
    return new GraphNode(data, { revision: data.revision, time: data.updatedAt }, data.createdAt);
  }

  /** Whether this node was made for that commit. */
  isOf(commit: Commit): boolean {
    return this.#updated === commit;
  }

  get revision(): number {
    return this.#updated.revision;
  }
  get updatedAt(): number {
    return this.#updated.time;
  }
  get createdAt(): number {
    return typeof this.#created === 'number' ? this.#created * 1000 : this.#created.time;
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
      ...this.#fields(),
    };
  }

  /** Under `K8s`, but for those whose key says `Metadata.`: they stand beside it. */
  #fields(): Metadata {
    const k8s: Record<string, unknown> = { Name: this.name, Namespace: this.namespace, Labels: this.labels };
    const beside: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(this.fields)) {
      if (key.startsWith('Metadata.')) beside[key.slice(9)] = value;
      else k8s[key] = value;
    }
    return { ...beside, K8s: k8s };
  }

  toJSON(): NodeData {
    const { id, cluster, manager, type, namespace, name, labels, status, fields, revision, createdAt, updatedAt } =
      this;
    return { id, cluster, manager, type, namespace, name, labels, status, fields, revision, createdAt, updatedAt };
  }
}
