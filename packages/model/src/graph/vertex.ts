/**
 * How the store holds a node and its edges: edges are chained through their two nodes, so that adding, removing and
 * walking them costs what is touched, and a node without edges costs nothing extra.
 */

import { type EdgeData, type EdgeMetadata, edgeId } from './edge.ts';
import type { EdgeShape } from './edge-part.ts';
import type { Commit, GraphNode } from './node.ts';

export class Vertex {
  node: GraphNode;
  /** Whatever the node's maker keeps with it; the graph does not look. */
  tag: unknown = undefined;
  /** The order of creation; negative once it is removed. */
  order: number;
  firstOut: StoredEdge | undefined = undefined;
  lastOut: StoredEdge | undefined = undefined;
  firstIn: StoredEdge | undefined = undefined;
  lastIn: StoredEdge | undefined = undefined;
  outCount = 0;
  inCount = 0;

  constructor(node: GraphNode, order: number) {
    this.node = node;
    this.order = order;
  }
}

/** The commits that made an edge and changed it last. */
interface Life {
  readonly created: Commit;
  readonly updated: Commit;
}

/** Immutable but for the chain; a change of metadata makes a new one in the same place. */
export class StoredEdge implements EdgeData {
  readonly source: Vertex;
  readonly target: Vertex;
  readonly shape: EdgeShape;
  /** One commit alone for the many edges that never change. */
  readonly #life: Commit | Life;
  nextOut: StoredEdge | undefined = undefined;
  previousOut: StoredEdge | undefined = undefined;
  nextIn: StoredEdge | undefined = undefined;
  previousIn: StoredEdge | undefined = undefined;

  constructor(source: Vertex, target: Vertex, shape: EdgeShape, created: Commit, updated: Commit) {
    this.source = source;
    this.target = target;
    this.shape = shape;
    this.#life = created === updated ? created : { created, updated };
  }

  get created(): Commit {
    return 'created' in this.#life ? this.#life.created : this.#life;
  }
  get updated(): Commit {
    return 'updated' in this.#life ? this.#life.updated : this.#life;
  }
  get id(): string {
    return edgeId(this.from, this.relationType, this.to, this.role);
  }
  get from(): string {
    return this.source.node.id;
  }
  get to(): string {
    return this.target.node.id;
  }
  get relationType(): string {
    return this.shape.metadata.RelationType;
  }
  get role(): string {
    return this.shape.role;
  }
  get metadata(): EdgeMetadata {
    return this.shape.metadata;
  }
  get revision(): number {
    return this.updated.revision;
  }
  get createdAt(): number {
    return this.created.time;
  }
  get updatedAt(): number {
    return this.updated.time;
  }

  toJSON(): EdgeData {
    const { id, from, to, relationType, metadata, revision, createdAt, updatedAt } = this;
    return { id, from, to, relationType, metadata, revision, createdAt, updatedAt };
  }
}

export function chain(edge: StoredEdge): void {
  const { source, target } = edge;
  edge.previousOut = source.lastOut;
  if (source.lastOut === undefined) source.firstOut = edge;
  else source.lastOut.nextOut = edge;
  source.lastOut = edge;
  source.outCount++;

  edge.previousIn = target.lastIn;
  if (target.lastIn === undefined) target.firstIn = edge;
  else target.lastIn.nextIn = edge;
  target.lastIn = edge;
  target.inCount++;
}

export function unchain(edge: StoredEdge): void {
  const { source, target } = edge;
  if (edge.previousOut === undefined) source.firstOut = edge.nextOut;
  else edge.previousOut.nextOut = edge.nextOut;
  if (edge.nextOut === undefined) source.lastOut = edge.previousOut;
  else edge.nextOut.previousOut = edge.previousOut;
  source.outCount--;

  if (edge.previousIn === undefined) target.firstIn = edge.nextIn;
  else edge.previousIn.nextIn = edge.nextIn;
  if (edge.nextIn === undefined) target.lastIn = edge.previousIn;
  else edge.nextIn.previousIn = edge.previousIn;
  target.inCount--;
  edge.nextOut = edge.previousOut = edge.nextIn = edge.previousIn = undefined;
}

/** Walks the edges that start at a vertex; the current one may be removed while walking. */
export function* outOf(vertex: Vertex): Generator<StoredEdge> {
  for (let edge = vertex.firstOut; edge !== undefined; ) {
    const next: StoredEdge | undefined = edge.nextOut;
    yield edge;
    edge = next;
  }
}

/** Walks the edges that end at a vertex; the current one may be removed while walking. */
export function* into(vertex: Vertex): Generator<StoredEdge> {
  for (let edge = vertex.firstIn; edge !== undefined; ) {
    const next: StoredEdge | undefined = edge.nextIn;
    yield edge;
    edge = next;
  }
}

/** The edge between two vertices of that relation and role; looks through the shorter of the two chains. */
export function between(source: Vertex, target: Vertex, relationType: string, role: string): StoredEdge | undefined {
  if (source.outCount <= target.inCount) {
    for (let edge = source.firstOut; edge !== undefined; edge = edge.nextOut) {
      if (edge.target === target && edge.relationType === relationType && edge.role === role) return edge;
    }
    return undefined;
  }
  for (let edge = target.firstIn; edge !== undefined; edge = edge.nextIn) {
    if (edge.source === source && edge.relationType === relationType && edge.role === role) return edge;
  }
  return undefined;
}

/** Whether the edge is in the store; one that was cut or replaced is not. */
export function isChained(edge: StoredEdge): boolean {
  return edge.previousOut !== undefined || edge.source.firstOut === edge;
}

/** Puts an edge into the place of another one between the same vertices. */
export function takePlace(old: StoredEdge, edge: StoredEdge): void {
  const { source, target } = edge;
  edge.previousOut = old.previousOut;
  edge.nextOut = old.nextOut;
  edge.previousIn = old.previousIn;
  edge.nextIn = old.nextIn;
  if (edge.previousOut === undefined) source.firstOut = edge;
  else edge.previousOut.nextOut = edge;
  if (edge.nextOut === undefined) source.lastOut = edge;
  else edge.nextOut.previousOut = edge;
  if (edge.previousIn === undefined) target.firstIn = edge;
  else edge.previousIn.nextIn = edge;
  if (edge.nextIn === undefined) target.lastIn = edge;
  else edge.nextIn.previousIn = edge;
  old.nextOut = old.previousOut = old.nextIn = old.previousIn = undefined;
}
