/** What the probe knows of one place (kind, namespace, name): the object that stands there, or that none does. */

import type { Labels } from '../../graph/node.ts';
import type { Status } from '../../graph/status.ts';
import type { Vertex } from '../../graph/vertex.ts';
import type { Kind } from '../../kinds/define.ts';
import type { Block, Keeper } from './object-store.ts';

/** Targets with the same labels, namespace, trait and detail: what a selector matches, it matches as a whole. */
export interface LabelGroup {
  readonly kind: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly trait: string;
  readonly detail: string;
  readonly key: string;
  readonly members: Set<Entity>;
}

export class Entity implements Keeper {
  /** Changes once at most: when a kind that only references spoke of is watched. */
  kind: Kind;
  /** Its node; changes when an object appears at, or disappears from, this place. */
  vertex: Vertex;
  /** False for a place that is only referred to. */
  real: boolean;
  /** How many edges refer to this place by name. */
  mentions = 0;
  /** How many of them are in trouble when nothing stands here. */
  required = 0;
  /** What contains it: the namespace, or the cluster. */
  parent: Entity | undefined = undefined;
  group: LabelGroup | undefined = undefined;
  /** What its object says of itself, before anybody else has a say. */
  own: Status | undefined = undefined;
  /** Where the object store keeps its object. */
  stored: Block | undefined = undefined;
  /** UIDs of owners that have not appeared yet. */
  awaits: readonly string[] | undefined = undefined;
  /** What it offers to field and block joins: pairs of an index and a value, or the one value under its kind's first index. */
  offers: string | readonly string[] | undefined = undefined;

  constructor(kind: Kind, vertex: Vertex, real: boolean) {
    this.kind = kind;
    this.vertex = vertex;
    vertex.tag = this;
    this.real = real;
  }

  /** The entity of a vertex; parts of objects have none. */
  static of(vertex: Vertex | undefined): Entity | undefined {
    return vertex?.tag as Entity | undefined;
  }

  /** Takes another node. */
  moveTo(vertex: Vertex): void {
    this.vertex.tag = undefined;
    this.vertex = vertex;
    vertex.tag = this;
  }

  get namespace(): string {
    return this.vertex.node.namespace;
  }
  get name(): string {
    return this.vertex.node.name;
  }
  get id(): string {
    return this.vertex.node.id;
  }
}
